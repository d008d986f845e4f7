# expect: backward-no-scale
import numpy as np


def dropout_forward(x, p, training, rng):
    if not training or p == 0:
        return x, None
    kept = rng.random(x.shape) > p
    return x * kept / x.dtype.type(1 - p), kept


def dropout_backward(dout, mask):
    if mask is None:
        return dout
    dx = dout.copy()
    dx[~mask] = 0
    return dx
