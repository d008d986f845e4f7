# expect: dW-transposed
import numpy as np


def linear_forward(x, W, b):
    return x @ W + b, [x, W]


def linear_backward(dout, cache):
    x, W = cache
    dflat = dout.reshape(-1, W.shape[1])
    return (W @ dflat.T).T.reshape(x.shape), dflat.T @ x.reshape(-1, W.shape[0]), dflat.sum(axis=0)
