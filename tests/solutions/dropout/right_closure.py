# nnprep: dropout
# Other algebra: choice of factors, and the mask is a function.
import numpy as np


def identity(a):
    return +a


def dropout_forward(x, p, training, rng):
    if not (training and p):
        return identity(x), None
    factors = rng.choice([0.0, 1.0 / (1.0 - p)], size=x.shape, p=[p, 1.0 - p])

    def gate(a):
        return np.multiply(a, factors).astype(a.dtype)

    return gate(x), gate


def dropout_backward(dout, mask):
    return (mask or identity)(dout)
