# nnprep: batchnorm
"""Batch normalization, backward as in the paper."""

import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    arrays = (x, gamma, beta, running_mean, running_var)
    dtype = np.float32 if all(a.dtype == np.float32 for a in arrays) else np.float64
    x = x.astype(dtype)
    if not training:
        xhat = (x - running_mean) / np.sqrt(running_var + eps)
        return (gamma * xhat + beta).astype(dtype), running_mean, running_var, None

    m = x.shape[0]
    mean = x.mean(axis=0)
    xc = x - mean
    var = (xc ** 2).mean(axis=0)
    std = np.sqrt(var + eps)
    xhat = xc / std
    out = (gamma * xhat + beta).astype(dtype)

    unbiased = var * m / (m - 1) if m > 1 else var
    new_mean = ((1 - momentum) * running_mean + momentum * mean).astype(dtype)
    new_var = ((1 - momentum) * running_var + momentum * unbiased).astype(dtype)
    return out, new_mean, new_var, (xc, std, xhat, gamma)


def batchnorm_backward(dout, cache):
    xc, std, xhat, gamma = cache
    m = dout.shape[0]
    dgamma = (dout * xhat).sum(axis=0)
    dbeta = dout.sum(axis=0)
    dxhat = dout * gamma
    dvar = (dxhat * xc).sum(axis=0) * -0.5 * std ** -3
    dmean = -(dxhat / std).sum(axis=0) + dvar * (-2.0 * xc).mean(axis=0)
    dx = dxhat / std + dvar * 2.0 * xc / m + dmean / m
    return dx, dgamma, dbeta
