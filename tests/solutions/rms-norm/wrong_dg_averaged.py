# expect: dg-mean
import numpy as np


def rmsnorm_forward(x, g, eps=1e-6):
    D = x.shape[-1]
    x2 = x.reshape(-1, D)
    r = np.sqrt((x2 ** 2).sum(axis=1) / D + eps)
    y = np.zeros_like(x2)
    for i in range(len(x2)):
        y[i] = g * x2[i] / r[i]
    return y.reshape(x.shape), (x2, r, g)


def rmsnorm_backward(dout, cache):
    x2, r, g = cache
    D = x2.shape[1]
    d2 = dout.reshape(-1, D)
    dx = np.zeros_like(x2)
    per_row = np.zeros_like(x2)
    for i in range(len(x2)):
        per_row[i] = d2[i] * x2[i] / r[i]
        dx[i] = (g * d2[i]) / r[i] - x2[i] * np.dot(g * d2[i], x2[i]) / (D * r[i] ** 3)
    return dx.reshape(dout.shape), per_row.mean(axis=0)
