# expect: cache-in-global
import numpy as np

saved = []


def linear_forward(x, W, b):
    saved[:] = [x, W]
    return x @ W + b, saved


def linear_backward(dout, cache):
    x, W = saved
    flat, dflat = x.reshape(-1, W.shape[0]), dout.reshape(-1, W.shape[1])
    return dout @ np.transpose(W), np.transpose(flat) @ dflat, dflat.sum(0)
