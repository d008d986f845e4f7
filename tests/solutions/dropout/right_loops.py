"""One number after the other, as Python floats."""

import numpy as np


def dropout_forward(x, p, training, rng):
    if not training or not p:
        return x, None
    out = np.zeros(x.shape, x.dtype)
    factors = np.zeros(x.shape, x.dtype)
    for index in np.ndindex(x.shape):
        if rng.uniform() >= p:
            factors[index] = 1 / (1 - p)
            out[index] = x[index] / (1 - p)
    return out, factors


def dropout_backward(dout, mask):
    if mask is None:
        return dout
    dx = np.empty_like(dout)
    for index in np.ndindex(dout.shape):
        dx[index] = dout[index] * mask[index]
    return dx
