# expect: scale-by-p
import numpy as np


def _apply(a, cache):
    kept, q = cache
    b = np.zeros_like(a)
    b[kept] = a[kept] / q
    return b


def dropout_forward(x, p, training, rng):
    if not training or p == 0.0:
        return x, None
    kept = rng.binomial(1, 1 - p, x.shape) == 1
    cache = (kept, p)
    return _apply(x, cache), cache


def dropout_backward(dout, mask):
    if mask is None:
        return dout
    return _apply(dout, mask)
