import numpy as np


def linear_forward(x, W, b):
    out = x @ W + b  # (..., k)
    # b isn't needed again: its slope is 1 everywhere.
    return out, (x, W)


def linear_backward(dout, cache):
    x, W = cache
    n, k = W.shape
    # To W and b, every leading axis holds samples, and they add up.
    rows = np.reshape(x, (-1, n))  # (m, n)
    drows = np.reshape(dout, (-1, k))  # (m, k)
    # No 1/m: dout already includes it.
    dW = rows.T @ drows  # (n, k)
    db = drows.sum(axis=0)  # (k,)
    dx = dout @ W.T  # (..., n)
    return dx, dW, db
