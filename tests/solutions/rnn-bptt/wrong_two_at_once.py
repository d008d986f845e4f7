# expect: slope-before-sum + dWh-current-state
import numpy as np


def rnn_forward(x, h0, Wx, Wh, b):
    hs, h = [], h0
    for xt in x:
        h = np.tanh(xt @ Wx + h @ Wh + b)
        hs += [h]
    return np.array(hs), (x, np.array(hs), Wx, Wh)


def rnn_backward(dhs, cache):
    x, hs, Wx, Wh = cache
    dz, back = np.zeros_like(hs), 0
    for t in reversed(range(len(x))):
        dz[t] = dhs[t] * (1 - hs[t] ** 2) + back
        back = dz[t] @ Wh.T
    flat = dz.reshape(-1, len(Wh))
    dWx, dWh = x.reshape(len(flat), -1).T @ flat, hs.reshape(len(flat), -1).T @ flat
    return dz @ Wx.T, back, dWx, dWh, flat.sum(0)
