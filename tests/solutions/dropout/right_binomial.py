# Binomial draws; the mask is a pair of truth values and a scale.
import numpy as np


def dropout_forward(x, p, training, rng):
    if training and p > 0:
        stays = rng.binomial(1, 1 - p, size=x.shape).astype(bool)
        scale = 1.0 / (1.0 - p)
        return np.where(stays, x, 0) * x.dtype.type(scale), (stays, scale)
    return x.copy(), None


def dropout_backward(dout, mask):
    if mask is None:
        return dout.copy()
    stays, scale = mask
    dx = np.zeros_like(dout)
    dx[stays] = dout[stays] * scale
    return dx
