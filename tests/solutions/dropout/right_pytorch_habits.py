# nnprep: dropout
import numpy as np


def bernoulli(shape, prob, generator):
    return generator.binomial(1, prob, size=shape).astype(bool)


def dropout_forward(x, p, training, rng):
    if not training or p == 0:
        return x, None
    keep = bernoulli(x.shape, 1 - p, rng)
    scale = 1.0 / (1.0 - float(p))
    # masked_fill rather than a product: also right where x isn't finite
    out = np.where(keep, x * scale, np.zeros((), dtype=x.dtype))
    return out, (keep, scale)


def dropout_backward(dout, mask):
    if mask is None:
        return dout
    keep, scale = mask
    return np.where(keep, dout * scale, np.zeros((), dtype=dout.dtype))
