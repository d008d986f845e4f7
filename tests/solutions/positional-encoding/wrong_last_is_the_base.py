# expect: endpoint-included
import numpy as np


def sinusoidal(T, d, base=10000.0):
    half = d // 2
    step = np.log(base) / max(half - 1, 1)
    angles = np.arange(T)[:, None] * np.exp(-step * np.arange(half))[None, :]
    return np.stack([np.sin(angles), np.cos(angles)], axis=2).reshape(T, d)
