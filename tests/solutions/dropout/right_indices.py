# nnprep: dropout
# Only the survivors' flat positions are kept, in a dictionary.
import numpy as np


def _spread(a, alive, keep):
    flat = np.zeros(a.size, dtype=a.dtype)
    flat[alive] = a.ravel()[alive] / keep
    return flat.reshape(a.shape)


def dropout_forward(x, p, training, rng):
    if p == 0 or not training:
        return np.array(x), None
    alive = np.flatnonzero(rng.random(x.size) > p)
    return _spread(x, alive, 1 - p), {"alive": alive, "keep": 1 - p}


def dropout_backward(dout, mask):
    if mask is None:
        return np.array(dout)
    return _spread(dout, mask["alive"], mask["keep"])
