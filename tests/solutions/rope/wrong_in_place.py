# expect: rotates-in-place
import numpy as np


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    angle = np.outer(positions, base ** (-np.arange(0, d, 2) / d))
    c, s = np.cos(angle), np.sin(angle)
    x[..., ::2], x[..., 1::2] = x[..., ::2] * c - x[..., 1::2] * s, x[..., ::2] * s + x[..., 1::2] * c
    return x
