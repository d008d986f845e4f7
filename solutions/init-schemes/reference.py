import numpy as np


def init_weights(fan_in, fan_out, scheme, rng):
    if scheme in ("he_normal", "he_uniform"):
        # ReLU drops half of the signal's mean square, and the 2 makes up for it.
        variance = 2 / fan_in
    elif scheme in ("xavier_normal", "xavier_uniform"):
        # Between 1 / fan_in, which keeps signals, and 1 / fan_out, which keeps gradients.
        variance = 2 / (fan_in + fan_out)
    elif scheme == "lecun_normal":
        variance = 1 / fan_in
    else:
        # A typo must not train a badly initialized network.
        raise ValueError(f"unknown scheme: {scheme!r}")
    std = np.sqrt(variance)
    if scheme.endswith("uniform"):
        # Uniform from -a to a has the standard deviation a / sqrt(3).
        limit = np.sqrt(3) * std
        return rng.uniform(-limit, limit, size=(fan_in, fan_out))
    return rng.normal(0, std, size=(fan_in, fan_out))
