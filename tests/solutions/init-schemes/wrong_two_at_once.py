# expect: he-is-lecun + normal-for-uniform
import numpy as np


def init_weights(fan_in, fan_out, scheme, rng):
    size = (fan_in, fan_out)
    if scheme.startswith("he_"):
        std = np.sqrt(1.0 / fan_in)
    elif scheme.startswith("xavier_"):
        std = np.sqrt(2.0 / (fan_in + fan_out))
    elif scheme == "lecun_normal":
        std = np.sqrt(1 / fan_in)
    else:
        raise ValueError(scheme)
    if scheme.endswith("uniform"):
        return rng.standard_normal(size) * std
    return rng.standard_normal(size) * std
