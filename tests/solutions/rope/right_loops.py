# One pair at a time.
import math

import numpy as np


def rope(x, positions, base=10000.0):
    T, d = x.shape[-2:]
    flat, out = x.reshape(-1, T, d), np.zeros(x.shape)
    turned = out.reshape(-1, T, d)
    for n in range(len(flat)):
        for t in range(T):
            for j in range(0, d, 2):
                angle = float(positions[t]) / base ** (j / d)
                a, b = flat[n, t, j], flat[n, t, j + 1]
                turned[n, t, j] = a * math.cos(angle) - b * math.sin(angle)
                turned[n, t, j + 1] = a * math.sin(angle) + b * math.cos(angle)
    return out
