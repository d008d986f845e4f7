# nnprep: dropout
import numpy as np


def dropout_forward(x, p, training, rng):
    if training == False or p == 0.0:
        return x.copy(), None
    out = np.zeros(x.shape, dtype=x.dtype)
    mask = np.zeros(x.shape)
    for idx in np.ndindex(x.shape):
        u = rng.random()
        if u < p:
            mask[idx] = 0.0
        else:
            mask[idx] = 1.0 / (1.0 - p)
            out[idx] = x[idx] / (1.0 - p)
    return out, mask


def dropout_backward(dout, mask):
    if mask is None:
        return dout.copy()
    dx = np.zeros(dout.shape, dtype=dout.dtype)
    for idx in np.ndindex(dout.shape):
        dx[idx] = dout[idx] * mask[idx]
    return dx
