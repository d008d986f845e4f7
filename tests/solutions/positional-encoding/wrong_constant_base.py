# expect: base-ignored
import numpy as np


def sinusoidal(T, d, base=10000.0):
    out = np.zeros((T, d))
    div = np.exp(np.arange(0, d, 2) * -(np.log(10000.0) / d))
    out[:, ::2] = np.sin(np.arange(T)[:, None] * div)
    out[:, 1::2] = np.cos(np.arange(T)[:, None] * div)
    return out
