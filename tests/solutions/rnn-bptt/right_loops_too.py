# nnprep: rnn-bptt
"""Scalars and loops only."""
import math
import numpy as np


def rnn_forward(x, h0, Wx, Wh, b):
    T, B, D = x.shape
    H = h0.shape[1]
    states = np.zeros((T + 1, B, H))
    states[0] = h0
    for t in range(T):
        for n in range(B):
            for j in range(H):
                a = b[j]
                for d in range(D):
                    a += x[t, n, d] * Wx[d, j]
                for k in range(H):
                    a += states[t, n, k] * Wh[k, j]
                states[t + 1, n, j] = math.tanh(a)
    return states[1:].copy(), (x.copy(), states, Wx.copy(), Wh.copy())


def rnn_backward(dhs, cache):
    x, states, Wx, Wh = cache
    T, B, D = x.shape
    H = Wh.shape[0]
    dx = np.zeros((T, B, D))
    dWx = np.zeros((D, H))
    dWh = np.zeros((H, H))
    db = np.zeros(H)
    carry = np.zeros((B, H))
    for t in range(T - 1, -1, -1):
        new_carry = np.zeros((B, H))
        for n in range(B):
            for j in range(H):
                h = states[t + 1, n, j]
                da = (dhs[t, n, j] + carry[n, j]) * (1 - h * h)
                db[j] += da
                for d in range(D):
                    dWx[d, j] += x[t, n, d] * da
                    dx[t, n, d] += da * Wx[d, j]
                for k in range(H):
                    dWh[k, j] += states[t, n, k] * da
                    new_carry[n, k] += da * Wh[k, j]
        carry = new_carry
    return dx, carry, dWx, dWh, db
