# expect: averages
import numpy as np


def linear_forward(x, W, b):
    return np.dot(x, W) + b, (x, W)


def linear_backward(dout, cache):
    x, W = cache
    x2, d2 = x.reshape(-1, W.shape[0]), dout.reshape(-1, W.shape[1])
    m = x2.shape[0]
    return np.dot(dout, W.T), np.dot(x2.T, d2) / m, d2.sum(axis=0) / m
