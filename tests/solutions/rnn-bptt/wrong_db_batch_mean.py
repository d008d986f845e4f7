# expect: derived:function
import math
import numpy as np


def rnn_forward(x, h0, Wx, Wh, b):
    T, B, D = x.shape
    H = len(b)
    hs = np.zeros((T, B, H))
    for t in range(T):
        prev = h0 if t == 0 else hs[t - 1]
        for n in range(B):
            for j in range(H):
                hs[t, n, j] = math.tanh(x[t, n] @ Wx[:, j] + prev[n] @ Wh[:, j] + b[j])
    return hs, (x, h0, Wx, Wh, hs)


def rnn_backward(dhs, cache):
    x, h0, Wx, Wh, hs = cache
    T, B, H = hs.shape
    dx, dWx, dWh, db = np.zeros_like(x), np.zeros_like(Wx), np.zeros_like(Wh), np.zeros(H)
    carry = np.zeros((B, H))
    for t in range(T - 1, -1, -1):
        prev = h0 if t == 0 else hs[t - 1]
        da = (dhs[t] + carry) * (1 - hs[t] ** 2)
        for n in range(B):
            dx[t, n] = Wx @ da[n]
            carry[n] = Wh @ da[n]
            dWx += np.outer(x[t, n], da[n])
            dWh += np.outer(prev[n], da[n])
        db += np.mean(da, axis=0)
    return dx, carry, dWx, dWh, db
