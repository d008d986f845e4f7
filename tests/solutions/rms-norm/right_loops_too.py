# nnprep: rms-norm
"""RMSNorm with plain loops, one row after the other."""
import math
import numpy as np


def rmsnorm_forward(x, g, eps=1e-6):
    D = x.shape[-1]
    rows = x.reshape(-1, D)
    out = np.zeros(rows.shape)
    roots = []
    for i in range(rows.shape[0]):
        total = 0.0
        for j in range(D):
            total += rows[i, j] * rows[i, j]
        r = math.sqrt(total / D + eps)
        roots.append(r)
        for j in range(D):
            out[i, j] = g[j] * rows[i, j] / r
    return out.reshape(x.shape), (rows.copy(), g.copy(), roots)


def rmsnorm_backward(dout, cache):
    rows, g, roots = cache
    m, D = rows.shape
    d = dout.reshape(m, D)
    dx = np.zeros((m, D))
    dg = np.zeros(D)
    for i in range(m):
        r = roots[i]
        dot = 0.0
        for j in range(D):
            dg[j] += d[i, j] * rows[i, j] / r
            dot += d[i, j] * g[j] * rows[i, j]
        for j in range(D):
            dx[i, j] = d[i, j] * g[j] / r - rows[i, j] * dot / (D * r ** 3)
    return dx.reshape(dout.shape), dg
