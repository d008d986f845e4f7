# expect: no-gradient-through-time
import numpy as np


def rnn_forward(x, h0, Wx, Wh, b):
    states = [h0]
    for xt in x:
        states.append(np.tanh(xt @ Wx + states[-1] @ Wh + b))
    states = np.array(states)
    return states[1:], (x, states, Wx, Wh)


def rnn_backward(dhs, cache):
    x, states, Wx, Wh = cache
    dz = dhs * (1 - states[1:] ** 2)
    dWx = np.einsum("tbd,tbh->dh", x, dz)
    dWh = np.einsum("tbi,tbj->ij", states[:-1], dz)
    return dz @ Wx.T, dz[0] @ Wh.T, dWx, dWh, dz.sum((0, 1))
