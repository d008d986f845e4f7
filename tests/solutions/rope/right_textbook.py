# nnprep: rope
import numpy as np


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    i = np.arange(d // 2)
    freq = float(base) ** (-2.0 * i / d)
    angle = positions[:, None] * freq
    cos, sin = np.cos(angle), np.sin(angle)
    a, b = x[..., 0::2], x[..., 1::2]
    out = np.empty_like(x)
    out[..., 0::2] = a * cos - b * sin
    out[..., 1::2] = a * sin + b * cos
    return out
