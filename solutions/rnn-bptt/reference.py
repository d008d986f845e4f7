import numpy as np


def rnn_forward(x, h0, Wx, Wh, b):
    hs = np.zeros((len(x), *h0.shape))
    h = h0
    for t in range(len(x)):
        h = np.tanh(x[t] @ Wx + h @ Wh + b)
        hs[t] = h
    return hs, (x, h0, Wx, Wh, hs)


def rnn_backward(dhs, cache):
    x, h0, Wx, Wh, hs = cache
    dx = np.zeros(x.shape)
    dWx, dWh, db = np.zeros(Wx.shape), np.zeros(Wh.shape), np.zeros(len(Wh))
    # Nothing comes after the last step.
    carried = np.zeros(h0.shape)
    for t in reversed(range(len(x))):
        previous = hs[t - 1] if t > 0 else h0
        # Two use h_t, the loss and step t + 1: their gradients add up before the slope of tanh.
        dz = (dhs[t] + carried) * (1 - hs[t] ** 2)
        dx[t] = dz @ Wx.T
        # The same weights serve every step, so their gradients are sums over time.
        dWx += x[t].T @ dz
        dWh += previous.T @ dz
        db += dz.sum(axis=0)
        carried = dz @ Wh.T
    return dx, carried, dWx, dWh, db
