# expect: no-bias + db-keepdims
import numpy as np


def linear_forward(x, W, b):
    return x @ W, (x, W)


def linear_backward(dout, cache):
    x, W = cache
    flat = x.reshape(-1, x.shape[-1])
    dflat = dout.reshape(-1, dout.shape[-1])
    return dout @ W.T, flat.T @ dflat, dflat.sum(axis=0, keepdims=True)
