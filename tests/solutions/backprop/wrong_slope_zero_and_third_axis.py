# expect: slope-zero + y-third-axis
# nnprep: backprop
import numpy as np


def backward(X, y, W2, a1, a2):
    m = X.shape[0]
    t = y[:, None].astype(a2.dtype)
    e = (a2 - t) / m
    dW2 = a1.T @ e
    db2 = e.sum(0, keepdims=True)
    h = (e @ W2.T) * (a1 * 1 - a1)
    dW1 = X.T @ h
    db1 = h.sum(0, keepdims=True)
    return dW1, db1, dW2, db2
