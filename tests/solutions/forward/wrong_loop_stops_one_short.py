# expect: last-input-missed-twice
import math

import numpy as np


def _sig(t):
    if t < 0:
        e = math.exp(t)
        return e / (1 + e)
    return 1 / (1 + math.exp(-t))


def _layer(inputs, W, b):
    b = np.ravel(b)
    m, n_out = inputs.shape[0], W.shape[1]
    z = np.empty((m, n_out), dtype=inputs.dtype)
    a = np.empty((m, n_out), dtype=inputs.dtype)
    for i in range(m):
        for j in range(n_out):
            total = float(b[j])
            for k in range(W.shape[0] - 1):
                total += float(inputs[i, k]) * float(W[k, j])
            z[i, j] = total
            a[i, j] = _sig(total)
    return z, a


def forward(X, W1, b1, W2, b2):
    z1, a1 = _layer(X, W1, b1)
    z2, a2 = _layer(a1, W2, b2)
    return a2, a1, z1, z2
