# expect: p-is-keep
import numpy as np


def dropout_forward(x, p, training, rng):
    if training and p > 0:
        kept = rng.random(size=x.shape) < p
        scale = np.where(kept, 1 / p, 0).astype(x.dtype)
        return x * scale, scale
    return x.copy(), None


def dropout_backward(dout, mask):
    if mask is not None:
        return dout * mask
    return dout.copy()
