"""Every scheme by itself, the limits with their 6, column after column."""

import numpy as np


def init_weights(fan_in, fan_out, scheme, rng):
    shape = (fan_out, fan_in)
    match scheme:
        case "he_normal":
            W = rng.normal(scale=(2 / fan_in) ** 0.5, size=shape)
        case "he_uniform":
            a = (6 / fan_in) ** 0.5
            W = rng.uniform(-a, a, shape)
        case "xavier_normal":
            W = rng.normal(scale=(2 / (fan_in + fan_out)) ** 0.5, size=shape)
        case "xavier_uniform":
            a = (6 / (fan_in + fan_out)) ** 0.5
            W = rng.uniform(-a, a, shape)
        case "lecun_normal":
            W = rng.normal(scale=fan_in**-0.5, size=shape)
        case _:
            raise ValueError(f"{scheme} is none of the five schemes")
    return np.transpose(W)
