# expect: p-is-keep
import numpy as np


def dropout_forward(x, p, training, rng):
    if not training or p == 0:
        return x, None
    mask = np.where(rng.uniform(size=x.shape) <= p, 1 / p, 0.0).astype(x.dtype)
    return mask * x, mask


def dropout_backward(dout, mask):
    return dout if mask is None else mask * dout
