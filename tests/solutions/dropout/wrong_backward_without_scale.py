# expect: backward-no-scale
import numpy as np


def dropout_forward(x, p, training, rng):
    if not training or p <= 0:
        return x, None
    survivors = rng.uniform(size=x.shape) > p
    out = np.where(survivors, x / (1 - p), 0).astype(x.dtype)
    return out, survivors


def dropout_backward(dout, mask):
    if mask is None:
        return dout
    return np.where(mask, dout, 0).astype(dout.dtype)
