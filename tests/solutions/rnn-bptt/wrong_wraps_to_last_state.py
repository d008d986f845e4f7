# expect: dWh-wraps-around
import numpy as np


def rnn_forward(x, h0, Wx, Wh, b):
    hs = np.zeros((x.shape[0], *h0.shape))
    for t in range(x.shape[0]):
        before = hs[t - 1] if t else h0
        hs[t] = np.tanh(np.dot(x[t], Wx) + np.dot(before, Wh) + b)
    return hs, (hs, x, Wx, Wh)


def rnn_backward(dhs, cache):
    hs, x, Wx, Wh = cache
    T, B, H = hs.shape
    dx = np.empty_like(x)
    dWx = np.zeros(Wx.shape)
    dWh = np.zeros(Wh.shape)
    db = np.zeros(H)
    dnext = np.zeros((B, H))
    for t in range(T)[::-1]:
        dpre = (dhs[t] + dnext) * (1 - np.square(hs[t]))
        dx[t] = np.dot(dpre, Wx.T)
        dWx += np.dot(x[t].T, dpre)
        dWh += np.dot(hs[t - 1].T, dpre)
        db += dpre.sum(axis=0)
        dnext = np.dot(dpre, Wh.T)
    return dx, dnext, dWx, dWh, db
