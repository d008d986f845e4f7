# expect: frequency-inverted
import numpy as np


def sinusoidal(T, d, base=10000.0):
    out = np.zeros((T, d))
    for i in range(d // 2):
        angle = np.arange(T) * base ** (2 * i / d)
        out[:, 2 * i], out[:, 2 * i + 1] = np.sin(angle), np.cos(angle)
    return out
