# expect: dWh-wraps-around
import numpy as np


def rnn_forward(x, h0, Wx, Wh, b):
    h, out = h0, []
    for t in range(x.shape[0]):
        h = np.tanh(np.matmul(x[t], Wx) + np.matmul(h, Wh) + b)
        out.append(h)
    hs = np.stack(out, axis=0)
    return hs, dict(x=x, Wx=Wx, Wh=Wh, hs=hs)


def rnn_backward(dhs, cache):
    x, hs = cache["x"], cache["hs"]
    dWx, dWh, db, dx = (np.zeros_like(a) for a in (cache["Wx"], cache["Wh"], cache["Wh"][0], x))
    dnext = np.zeros_like(hs[0])
    for t in range(x.shape[0] - 1, -1, -1):
        delta = (1.0 - hs[t] * hs[t]) * (dhs[t] + dnext)
        dWx += np.matmul(x[t].T, delta)
        dWh += np.matmul(hs[t - 1].T, delta)
        db += delta.sum(0)
        dx[t] = np.matmul(delta, cache["Wx"].T)
        dnext = np.matmul(delta, cache["Wh"].T)
    return dx, dnext, dWx, dWh, db
