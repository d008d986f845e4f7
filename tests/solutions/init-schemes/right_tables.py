# Gains and fans from a table; standard normal draws, scaled.
import math

FANS = {
    "he_normal": (2.0, "in"),
    "he_uniform": (2.0, "in"),
    "xavier_normal": (1.0, "mean"),
    "xavier_uniform": (1.0, "mean"),
    "lecun_normal": (1.0, "in"),
}


def init_weights(fan_in, fan_out, scheme, rng):
    if scheme not in FANS:
        raise ValueError(scheme)
    gain, mode = FANS[scheme]
    fan = fan_in if mode == "in" else 0.5 * (fan_in + fan_out)
    std = math.sqrt(gain / fan)
    if "uniform" in scheme:
        return math.sqrt(12) * std * (rng.random((fan_in, fan_out)) - 0.5)
    return std * rng.standard_normal((fan_in, fan_out))
