"""A pair is a complex number, and turning it is a product."""

import numpy as np


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    theta = np.exp(-np.arange(0, d, 2) / d * np.log(base))
    turn = np.exp(1j * np.outer(positions, theta))
    z = (x[..., ::2] + 1j * x[..., 1::2]) * turn
    return np.stack([z.real, z.imag], axis=-1).reshape(x.shape)
