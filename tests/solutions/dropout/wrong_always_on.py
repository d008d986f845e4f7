# expect: test-time-dropout
import numpy as np


def dropout_forward(x, p, training, rng):
    if p == 0:
        return x, None
    q = 1 - p
    mask = np.where(rng.random(x.shape) < q, np.array(1 / q, x.dtype), np.array(0, x.dtype))
    return x * mask, mask


def dropout_backward(dout, mask):
    return dout if mask is None else dout * mask
