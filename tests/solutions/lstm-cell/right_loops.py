# One unit at a time.
import math

import numpy as np


def sig(z):
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    return math.exp(z) / (1 + math.exp(z))


def lstm_step(x, h, c, Wx, Wh, b):
    m, H = c.shape
    new_h, new_c = np.zeros((m, H)), np.zeros((m, H))
    for n in range(m):
        for u in range(H):
            z = []
            for block in range(4):
                j = block * H + u
                total = b[j]
                for d in range(x.shape[1]):
                    total += x[n, d] * Wx[d, j]
                for k in range(H):
                    total += h[n, k] * Wh[k, j]
                z.append(total)
            new_c[n, u] = sig(z[1]) * c[n, u] + sig(z[0]) * math.tanh(z[2])
            new_h[n, u] = sig(z[3]) * math.tanh(new_c[n, u])
    return new_h, new_c
