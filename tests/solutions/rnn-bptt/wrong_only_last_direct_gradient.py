# expect: last-step-only
import numpy as np


def rnn_forward(x, h0, Wx, Wh, b):
    proj = x @ Wx + b
    hs = []
    h = h0
    for t in range(len(x)):
        h = np.tanh(proj[t] + h @ Wh)
        hs.append(h)
    return np.array(hs), (x, [h0] + hs, Wx, Wh)


def rnn_backward(dhs, cache):
    x, h, Wx, Wh = cache
    T = len(x)
    da = np.zeros((T,) + h[0].shape)
    dh = dhs[-1]
    for t in reversed(range(T)):
        da[t] = dh * (1 - h[t + 1] ** 2)
        dh = da[t] @ Wh.T
    prev = np.array(h[:-1])
    dWx = np.tensordot(x, da, axes=([0, 1], [0, 1]))
    dWh = np.tensordot(prev, da, axes=([0, 1], [0, 1]))
    return da @ Wx.T, dh, dWx, dWh, da.sum(axis=(0, 1))
