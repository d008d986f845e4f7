# One number after the other.
import numpy as np


def scale(fan_in, fan_out, name):
    if name == "he":
        return np.sqrt(2 / fan_in)
    return np.sqrt(1 / fan_in) if name == "lecun" else np.sqrt(2 / (fan_in + fan_out))


def init_weights(fan_in, fan_out, scheme, rng):
    name, _, kind = scheme.partition("_")
    if name not in ("he", "xavier", "lecun") or kind not in ("normal", "uniform") or scheme == "lecun_uniform":
        raise ValueError("unknown scheme")
    std = scale(fan_in, fan_out, name)
    rows = []
    for _ in range(fan_in):
        if kind == "normal":
            rows.append([std * rng.normal() for _ in range(fan_out)])
        else:
            rows.append([std * 3**0.5 * (2 * rng.uniform() - 1) for _ in range(fan_out)])
    return np.array(rows)
