import numpy as np


def sinusoidal(T, d, base=10000.0):
    # One frequency for each pair of columns, from 1 down toward 1/base.
    exponent = np.arange(0, d, 2) / d  # (d/2,)
    frequency = base**-exponent
    position = np.arange(T)
    angle = position[:, None] * frequency  # (T, d/2)
    # Sine and cosine of one angle sit side by side: a point on a circle.
    out = np.zeros((T, d))
    out[:, 0::2] = np.sin(angle)
    out[:, 1::2] = np.cos(angle)
    return out
