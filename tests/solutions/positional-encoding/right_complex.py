"""Each pair is a complex number on the unit circle."""

import numpy as np


def sinusoidal(T, d, base=10000.0):
    speed = np.exp(np.arange(d // 2) * (-2.0 * np.log(base) / d))
    # Real and imaginary part lie side by side in memory: i times the conjugate puts the sine first.
    turn = 1j * np.exp(-1j * np.outer(np.arange(T), speed))
    return np.ascontiguousarray(turn).view(float).reshape(T, d)
