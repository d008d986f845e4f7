# expect: positions-ignored
import numpy as np


def rope(x, positions, base=10000.0):
    T, d = x.shape[-2:]
    angle = np.arange(T)[:, None] / base ** (2 * np.arange(d // 2) / d)
    a, b = x[..., ::2], x[..., 1::2]
    return np.stack([a * np.cos(angle) - b * np.sin(angle), a * np.sin(angle) + b * np.cos(angle)], -1).reshape(x.shape)
