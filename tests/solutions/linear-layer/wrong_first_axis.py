# expect: db-first-axis-only
import numpy as np


def linear_forward(x, W, b):
    return x.dot(W) + b, (x, W)


def linear_backward(dout, cache):
    x, W = cache
    x2, d2 = x.reshape(-1, W.shape[0]), dout.reshape(-1, W.shape[1])
    return dout.dot(W.T), np.einsum("mn,mk->nk", x2, d2), np.add.reduce(dout, axis=0)
