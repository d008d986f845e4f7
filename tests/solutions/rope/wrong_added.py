# expect: adds-encoding
import numpy as np


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    pe = np.zeros((len(positions), d))
    angle = np.outer(positions, base ** (-np.arange(0, d, 2) / d))
    pe[:, ::2], pe[:, 1::2] = np.sin(angle), np.cos(angle)
    return x + pe
