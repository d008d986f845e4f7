# nnprep: batchnorm
import math
import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    m, D = x.shape
    kind = np.float32
    for a in [x, gamma, beta, running_mean, running_var]:
        if a.dtype != np.float32:
            kind = np.float64
    out = np.zeros((m, D), dtype=kind)

    if not training:
        for j in range(D):
            root = math.sqrt(float(running_var[j]) + eps)
            for i in range(m):
                h = (float(x[i, j]) - float(running_mean[j])) / root
                out[i, j] = float(gamma[j]) * h + float(beta[j])
        return out, running_mean.copy(), running_var.copy(), None

    xhat = np.zeros((m, D))
    roots = []
    new_mean = np.zeros(D, dtype=kind)
    new_var = np.zeros(D, dtype=kind)
    for j in range(D):
        column = [float(x[i, j]) for i in range(m)]
        mean = math.fsum(column) / m
        squares = math.fsum([(c - mean) ** 2 for c in column])
        root = math.sqrt(squares / m + eps)
        roots.append(root)
        for i in range(m):
            xhat[i, j] = (column[i] - mean) / root
            out[i, j] = float(gamma[j]) * xhat[i, j] + float(beta[j])
        if m == 1:
            batch_var = squares / m
        else:
            batch_var = squares / (m - 1)
        new_mean[j] = (1 - momentum) * float(running_mean[j]) + momentum * mean
        new_var[j] = (1 - momentum) * float(running_var[j]) + momentum * batch_var
    return out, new_mean, new_var, [xhat, roots, [float(c) for c in gamma], kind]


def batchnorm_backward(dout, cache):
    xhat, roots, gamma, kind = cache
    m, D = xhat.shape
    dx = np.zeros((m, D), dtype=kind)
    dgamma = np.zeros(D, dtype=kind)
    dbeta = np.zeros(D, dtype=kind)
    for j in range(D):
        b = 0.0
        g = 0.0
        for i in range(m):
            b += float(dout[i, j])
            g += float(dout[i, j]) * xhat[i, j]
        for i in range(m):
            dx[i, j] = gamma[j] / roots[j] * (float(dout[i, j]) - b / m - xhat[i, j] * g / m)
        dgamma[j] = g
        dbeta[j] = b
    return dx, dgamma, dbeta
