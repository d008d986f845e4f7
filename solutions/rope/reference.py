import numpy as np


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    # One frequency for each pair, from 1 down toward 1/base.
    exponent = np.arange(0, d, 2) / d  # (d/2,)
    frequency = base**-exponent
    # (T, d/2) broadcasts against (..., T, d/2), whatever leads.
    angle = positions[:, None] * frequency
    cos, sin = np.cos(angle), np.sin(angle)
    even, odd = x[..., 0::2], x[..., 1::2]
    # Both results come from the old values, so they go into a new array.
    out = np.zeros_like(x)
    out[..., 0::2] = even * cos - odd * sin
    out[..., 1::2] = even * sin + odd * cos
    return out
