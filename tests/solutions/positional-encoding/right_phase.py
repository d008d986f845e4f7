"""One sine for all columns: a cosine is a sine a quarter turn ahead."""

import numpy as np


def sinusoidal(T, d, base=10000.0):
    column = np.arange(d)
    rates = 1 / np.power(base, (column - column % 2) / np.float64(d))
    return np.sin(np.arange(T).reshape(-1, 1) @ rates.reshape(1, -1) + np.pi / 2 * (column % 2))
