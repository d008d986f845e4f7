# expect: reads-rotated-value
import numpy as np


def rope(x, positions, base=10000.0):
    y = np.array(x, dtype=float)
    d = y.shape[-1]
    w = float(base) ** (-np.arange(0, d, 2) / d)
    phi = np.einsum('t,i->ti', positions, w)
    y[..., 0::2] = y[..., 0::2] * np.cos(phi) - y[..., 1::2] * np.sin(phi)
    y[..., 1::2] = y[..., 0::2] * np.sin(phi) + y[..., 1::2] * np.cos(phi)
    return y
