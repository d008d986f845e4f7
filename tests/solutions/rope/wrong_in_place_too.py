# expect: rotates-in-place
import numpy as np


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    for i in range(d // 2):
        angle = positions.astype(float) * float(base) ** (-2 * i / d)
        c = np.cos(angle)
        s = np.sin(angle)
        a = x[..., 2 * i].copy()
        b = x[..., 2 * i + 1].copy()
        x[..., 2 * i] = a * c - b * s
        x[..., 2 * i + 1] = a * s + b * c
    return x
