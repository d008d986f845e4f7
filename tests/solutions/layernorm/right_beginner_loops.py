# nnprep: layernorm
import math
import numpy as np


def layernorm_forward(x, gamma, beta, eps=1e-5):
    D = x.shape[-1]
    if x.dtype == np.float32 and gamma.dtype == np.float32 and beta.dtype == np.float32:
        kind = np.float32
    else:
        kind = np.float64

    rows = np.array(x, dtype=np.float64).reshape(-1, D)
    n = rows.shape[0]
    xhat = np.zeros((n, D))
    inv = np.zeros(n)
    out = np.zeros((n, D))
    for i in range(n):
        mean = 0.0
        for j in range(D):
            mean += rows[i, j]
        mean /= D
        var = 0.0
        for j in range(D):
            var += (rows[i, j] - mean) ** 2
        var /= D
        inv[i] = 1 / math.sqrt(var + eps)
        for j in range(D):
            xhat[i, j] = (rows[i, j] - mean) * inv[i]
            out[i, j] = float(gamma[j]) * xhat[i, j] + float(beta[j])
    cache = {"xhat": xhat, "inv": inv, "gamma": np.array(gamma, dtype=np.float64), "kind": kind}
    return out.reshape(x.shape).astype(kind), cache


def layernorm_backward(dout, cache):
    xhat = cache["xhat"]
    inv = cache["inv"]
    gamma = cache["gamma"]
    n, D = xhat.shape
    d = np.array(dout, dtype=np.float64).reshape(n, D)

    dx = np.zeros((n, D))
    dgamma = np.zeros(D)
    dbeta = np.zeros(D)
    for i in range(n):
        a = 0.0
        b = 0.0
        for j in range(D):
            g = d[i, j] * gamma[j]
            a += g
            b += g * xhat[i, j]
            dgamma[j] += d[i, j] * xhat[i, j]
            dbeta[j] += d[i, j]
        a /= D
        b /= D
        for j in range(D):
            dx[i, j] = inv[i] * (d[i, j] * gamma[j] - a - xhat[i, j] * b)
    kind = cache["kind"]
    return dx.reshape(dout.shape).astype(kind), dgamma.astype(kind), dbeta.astype(kind)
