# expect: dWh-current-state
import numpy as np


def rnn_forward(x, h0, Wx, Wh, b):
    h, states = h0, []
    for xt in x:
        h = np.tanh(xt @ Wx + h @ Wh + b)
        states.append(h)
    hs = np.stack(states)
    return hs, (x, h0, Wx, Wh, hs)


def rnn_backward(dhs, cache):
    x, h0, Wx, Wh, hs = cache
    dx = np.zeros_like(x)
    dWx, dWh, db = np.zeros_like(Wx), np.zeros_like(Wh), np.zeros(Wh.shape[0])
    dh = np.zeros_like(h0)
    for t in reversed(range(len(x))):
        da = (1 - hs[t] ** 2) * (dhs[t] + dh)
        dx[t] = da @ Wx.T
        dWx += x[t].T @ da
        dWh += hs[t].T @ da
        db += da.sum(0)
        dh = da @ Wh.T
    return dx, dh, dWx, dWh, db
