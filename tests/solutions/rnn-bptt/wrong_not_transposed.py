# expect: Wh-not-transposed
import numpy as np


def rnn_forward(x, h0, Wx, Wh, b):
    prev, steps = h0, []
    for xt in x:
        new = np.tanh(np.dot(xt, Wx) + np.dot(prev, Wh) + b)
        steps.append((xt, prev, new))
        prev = new
    return np.array([s[2] for s in steps]), (steps, Wx, Wh)


def rnn_backward(dhs, cache):
    steps, Wx, Wh = cache
    grads, dh, dxs = [0, 0, 0], 0, []
    for d, (xt, prev, new) in zip(dhs[::-1], steps[::-1]):
        dz = (d + dh) * (1 - new**2)
        dxs.append(np.dot(dz, Wx.T))
        grads = [grads[0] + np.dot(xt.T, dz), grads[1] + np.dot(prev.T, dz), grads[2] + dz.sum(0)]
        dh = np.dot(dz, Wh)
    return np.array(dxs[::-1]), dh, *grads
