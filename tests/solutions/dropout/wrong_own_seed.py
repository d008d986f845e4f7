# expect: reseeds
import numpy as np


def dropout_forward(x, p, training, rng):
    if not training or p == 0:
        return x, None
    rng = np.random.default_rng(42)
    mask = (rng.random(x.shape) >= p) / (1 - p)
    return x * mask.astype(x.dtype), mask.astype(x.dtype)


def dropout_backward(dout, mask):
    return dout * mask if mask is not None else dout
