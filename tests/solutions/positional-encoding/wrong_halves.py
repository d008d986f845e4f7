# expect: halves-not-interleaved
import numpy as np


def sinusoidal(T, d, base=10000.0):
    inv = 1.0 / (base ** (np.arange(0, d, 2) / d))
    angles = np.outer(np.arange(T), inv)
    return np.concatenate([np.sin(angles), np.cos(angles)], axis=1)
