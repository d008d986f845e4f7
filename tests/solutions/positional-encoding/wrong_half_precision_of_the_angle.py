# expect: unnamed
import numpy as np


def sinusoidal(T, d, base=10000.0):
    angle = np.outer(np.arange(T), base ** (-np.arange(0, d, 2) / d)).astype(np.float16).astype(float)
    out = np.zeros((T, d))
    out[:, ::2], out[:, 1::2] = np.sin(angle), np.cos(angle)
    return out
