# One sample at a time, flattened first; the cache is a list with one entry for each sample.
import math

import numpy as np


def layernorm_forward(x, gamma, beta, eps=1e-5):
    rows = x.reshape(-1, x.shape[-1])
    kind = np.result_type(x, gamma, beta) if x.dtype.kind == "f" else float
    out = np.empty(rows.shape, dtype=kind)
    kept = []
    for i, row in enumerate(rows):
        values = [float(v) for v in row]
        mean = math.fsum(values) / len(values)
        var = math.fsum((v - mean) ** 2 for v in values) / len(values)
        std = math.sqrt(var + eps)
        xhat = [(v - mean) / std for v in values]
        for j, v in enumerate(xhat):
            out[i, j] = gamma[j] * v + beta[j]
        kept.append((xhat, std))
    return out.reshape(x.shape), [gamma.copy(), kept]


def layernorm_backward(dout, cache):
    gamma, kept = cache
    D = len(gamma)
    rows = dout.reshape(-1, D)
    dx = np.empty_like(rows)
    dgamma, dbeta = np.zeros(D, dout.dtype), np.zeros(D, dout.dtype)
    for i, (xhat, std) in enumerate(kept):
        d = [float(rows[i, j]) * float(gamma[j]) for j in range(D)]
        a = math.fsum(d) / D
        b = math.fsum(p * q for p, q in zip(d, xhat)) / D
        for j in range(D):
            dx[i, j] = (d[j] - a - xhat[j] * b) / std
            dgamma[j] += rows[i, j] * xhat[j]
            dbeta[j] += rows[i, j]
    return dx.reshape(dout.shape), dgamma, dbeta
