# rng.choice on a flat array, in the type of x.
import numpy as np


def dropout_forward(x, p, training, rng):
    identity = p == 0 or training is False
    if identity:
        return np.array(x), None
    flat = np.ravel(x)
    factor = rng.choice([0.0, 1 / (1 - p)], size=flat.size, p=[p, 1 - p]).astype(x.dtype)
    return np.multiply(flat, factor).reshape(x.shape), factor


def dropout_backward(dout, mask):
    return dout if mask is None else np.multiply(dout.ravel(), mask).reshape(dout.shape)
