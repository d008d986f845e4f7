# nnprep: dropout
import numpy as np


def dropout_forward(x, p, training, rng):
    if not training or p == 0:
        return x, None
    mask = (rng.random(x.shape) >= p) / (1 - p)
    mask = mask.astype(x.dtype)
    return x * mask, mask


def dropout_backward(dout, mask):
    if mask is None:
        return dout
    return dout * mask
