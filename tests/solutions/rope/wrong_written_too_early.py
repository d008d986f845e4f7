# expect: reads-rotated-value
import numpy as np


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    y = x.copy()
    for i in range(d // 2):
        angle = positions * base ** (-2 * i / d)
        c, s = np.cos(angle), np.sin(angle)
        y[..., 2 * i] = y[..., 2 * i] * c - y[..., 2 * i + 1] * s
        y[..., 2 * i + 1] = y[..., 2 * i] * s + y[..., 2 * i + 1] * c
    return y
