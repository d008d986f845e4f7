# expect: exponent-without-2 + sin-cos-swapped
import numpy as np


def sinusoidal(T, d, base=10000.0):
    angle = np.outer(np.arange(T), base ** (-np.arange(d // 2) / d))
    return np.stack([np.cos(angle), np.sin(angle)], axis=-1).reshape(T, d)
