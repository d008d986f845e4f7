"""Number by number."""

import math

import numpy as np


def rnn_forward(x, h0, Wx, Wh, b):
    T, B, D = x.shape
    H = len(b)
    hs = np.zeros((T, B, H))
    for t in range(T):
        before = hs[t - 1] if t else h0
        for n in range(B):
            for j in range(H):
                z = b[j]
                z += sum(x[t, n, d] * Wx[d, j] for d in range(D))
                z += sum(before[n, i] * Wh[i, j] for i in range(H))
                hs[t, n, j] = math.tanh(z)
    return hs, (x, h0, Wx, Wh, hs.copy())


def rnn_backward(dhs, cache):
    x, h0, Wx, Wh, hs = cache
    T, B, D = x.shape
    H = len(Wh)
    dx, dh = np.zeros(x.shape), np.zeros((B, H))
    dWx, dWh, db = np.zeros((D, H)), np.zeros((H, H)), np.zeros(H)
    for t in range(T - 1, -1, -1):
        before = hs[t - 1] if t else h0
        following = np.zeros((B, H))
        for n in range(B):
            for j in range(H):
                dz = (dhs[t, n, j] + dh[n, j]) * (1 - hs[t, n, j] ** 2)
                db[j] += dz
                for d in range(D):
                    dWx[d, j] += x[t, n, d] * dz
                    dx[t, n, d] += Wx[d, j] * dz
                for i in range(H):
                    dWh[i, j] += before[n, i] * dz
                    following[n, i] += Wh[i, j] * dz
        dh = following
    return [dx, dh, dWx, dWh, db]
