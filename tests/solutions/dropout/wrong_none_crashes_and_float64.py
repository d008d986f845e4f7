# expect: backward-ignores-none + upcast
import numpy as np


def dropout_forward(x, p, training, rng):
    if not training or p == 0:
        return x, None
    q = 1 - p
    mask = (rng.random(x.shape) < q) / q
    return x * mask, mask


def dropout_backward(dout, mask):
    dx = dout * mask
    return dx
