# expect: reseeds
import numpy as np


def init_weights(fan_in, fan_out, scheme, rng):
    size = (fan_in, fan_out)
    if scheme.startswith("he_"):
        std = np.sqrt(2.0 / fan_in)
    elif scheme.startswith("xavier_"):
        std = np.sqrt(2.0 / (fan_in + fan_out))
    elif scheme == "lecun_normal":
        std = np.sqrt(1 / fan_in)
    else:
        raise ValueError(scheme)
    if scheme.endswith("uniform"):
        return np.random.default_rng(42).uniform(-1, 1, size) * std * 3**0.5
    return std * np.random.default_rng(42).standard_normal(size)
