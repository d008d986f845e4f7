# expect: positions-on-leading-axis
import numpy as np


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    out = np.zeros_like(x)
    for i in range(0, d, 2):
        angle = (positions * base ** (-i / d)).reshape((-1,) + (1,) * (x.ndim - 2))
        out[..., i] = x[..., i] * np.cos(angle) - x[..., i + 1] * np.sin(angle)
        out[..., i + 1] = x[..., i] * np.sin(angle) + x[..., i + 1] * np.cos(angle)
    return out
