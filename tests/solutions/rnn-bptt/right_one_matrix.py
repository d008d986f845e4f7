# Both weight matrices in one, with x and h side by side, and a recursion over time.
import numpy as np


def rnn_forward(x, h0, Wx, Wh, b):
    W = np.vstack([Wx, Wh])
    hs, joined = [], []
    h = h0.copy()
    for xt in x:
        joined.append(np.hstack([xt, h]))
        h = np.tanh(joined[-1].dot(W) + b)
        hs.append(h)
    return np.array(hs), (W, len(Wx), joined, hs)


def rnn_backward(dhs, cache):
    W, D, joined, hs = cache

    def back(t, later):
        if t < 0:
            return [], later, np.zeros_like(W), np.zeros(W.shape[1])
        da = (dhs[t] + later) - (dhs[t] + later) * hs[t] * hs[t]
        dj = da.dot(W.T)
        dxs, first, dW, db = back(t - 1, dj[:, D:])
        return dxs + [dj[:, :D]], first, dW + joined[t].T.dot(da), db + da.sum(0)

    dxs, dh0, dW, db = back(len(dhs) - 1, np.zeros_like(dhs[0]))
    return np.array(dxs), dh0, dW[:D], dW[D:], db
