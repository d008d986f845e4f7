# expect: frequency-per-column
import numpy as np


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    angle = np.outer(positions, base ** (-np.arange(d) / d))
    other = np.empty_like(x)
    other[..., ::2], other[..., 1::2] = -x[..., 1::2], x[..., ::2]
    return x * np.cos(angle) + other * np.sin(angle)
