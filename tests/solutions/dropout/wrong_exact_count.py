# expect: exact-share
import numpy as np


def dropout_forward(x, p, training, rng):
    if not training or p == 0:
        return x, None
    n_drop = int(round(p * x.size))
    factor = np.full(x.size, 1 / (1 - p), dtype=x.dtype)
    factor[rng.permutation(x.size)[:n_drop]] = 0
    factor = factor.reshape(x.shape)
    return x * factor, factor


def dropout_backward(dout, mask):
    if mask is None:
        return dout
    return dout * mask
