# expect: upstream-overwritten
import numpy as np


def rnn_forward(x, h0, Wx, Wh, b):
    hs, h = np.zeros(x.shape[:2] + b.shape), h0
    for t, xt in enumerate(x):
        hs[t] = h = np.tanh(xt @ Wx + h @ Wh + b)
    return hs, (x, h0, Wx, Wh, hs)


def rnn_backward(dhs, cache):
    x, h0, Wx, Wh, hs = cache
    T = len(x)
    before = np.concatenate([h0[None], hs[:-1]])
    dz = np.zeros_like(hs)
    for t in range(T)[::-1]:
        dz[t] = dhs[t] * (1 - hs[t] ** 2)
        if t:
            dhs[t - 1] += dz[t] @ Wh.T
    dWx = sum(x[t].T @ dz[t] for t in range(T))
    dWh = sum(before[t].T @ dz[t] for t in range(T))
    return dz @ Wx.T, dz[0] @ Wh.T, dWx, dWh, dz.sum(axis=(0, 1))
