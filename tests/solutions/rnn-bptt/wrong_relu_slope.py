# expect: unnamed
# The slope of a ReLU in a network of tanh units.
import numpy as np


def rnn_forward(x, h0, Wx, Wh, b):
    hs = np.empty((x.shape[0],) + h0.shape)
    for t in range(len(x)):
        hs[t] = np.tanh(x[t] @ Wx + (hs[t - 1] if t else h0) @ Wh + b)
    return hs, (x, h0, Wx, Wh, hs)


def rnn_backward(dhs, cache):
    x, h0, Wx, Wh, hs = cache
    dx, dh = np.zeros_like(x), np.zeros_like(h0)
    dWx, dWh, db = np.zeros_like(Wx), np.zeros_like(Wh), np.zeros(Wh.shape[1])
    for t in range(len(x) - 1, -1, -1):
        da = (dh + dhs[t]) * (hs[t] > 0)
        dWx += np.dot(x[t].T, da)
        dWh += np.dot((hs[t - 1] if t else h0).T, da)
        db += da.sum(axis=0)
        dx[t], dh = da @ Wx.T, da @ Wh.T
    return dx, dh, dWx, dWh, db
