"""One feature at a time, in Python numbers."""

import math

import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    m, D = x.shape
    kind = np.float32 if x.dtype == np.float32 and gamma.dtype == np.float32 else np.float64
    out = np.empty((m, D), kind)
    new_mean, new_var = np.empty(D, kind), np.empty(D, kind)
    columns = []
    for j in range(D):
        values = [float(v) for v in x[:, j]]
        mean, var = float(running_mean[j]), float(running_var[j])
        new_mean[j], new_var[j] = mean, var
        if training:
            batch_mean = math.fsum(values) / m
            squares = math.fsum((v - batch_mean) ** 2 for v in values)
            new_mean[j] = (1 - momentum) * mean + momentum * batch_mean
            new_var[j] = (1 - momentum) * var + momentum * squares / (m - 1 or 1)
            mean, var = batch_mean, squares / m
        std = math.sqrt(var + eps)
        xhat = [(v - mean) / std for v in values]
        out[:, j] = [float(gamma[j]) * v + float(beta[j]) for v in xhat]
        columns.append((xhat, std, float(gamma[j])))
    return out, new_mean, new_var, columns


def batchnorm_backward(dout, cache):
    m, D = dout.shape
    dx = np.zeros_like(dout)
    dgamma, dbeta = np.zeros(D, dout.dtype), np.zeros(D, dout.dtype)
    for j, (xhat, std, g) in enumerate(cache):
        d = [float(v) for v in dout[:, j]]
        dbeta[j] = math.fsum(d)
        dgamma[j] = math.fsum(a * b for a, b in zip(d, xhat))
        for i in range(m):
            dx[i, j] = g / std * (d[i] - math.fsum(d) / m - xhat[i] * math.fsum(a * b for a, b in zip(d, xhat)) / m)
    return dx, dgamma, dbeta
