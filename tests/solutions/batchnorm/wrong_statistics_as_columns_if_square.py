# expect: unnamed
import numpy as np


def fitting(values, x):
    """Turn statistics into what broadcasts with x: a column if there is one for each row."""
    return values.reshape(-1, 1) if len(values) == len(x) else values


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    if not training:
        std = np.sqrt(running_var + eps)
        return gamma * (x - fitting(running_mean, x)) / fitting(std, x) + beta, running_mean, running_var, None
    m = len(x)
    mean, var = x.mean(axis=0), x.var(axis=0)
    std = np.sqrt(var + eps)
    xhat = (x - mean) / std
    running_mean = (1 - momentum) * running_mean + momentum * mean
    running_var = (1 - momentum) * running_var + momentum * var * m / max(m - 1, 1)
    return gamma * xhat + beta, running_mean, running_var, (xhat, gamma, std)


def batchnorm_backward(dout, cache):
    xhat, gamma, std = cache
    dxhat = dout * gamma
    dx = (dxhat - dxhat.mean(axis=0) - xhat * (dxhat * xhat).mean(axis=0)) / std
    return dx, (dout * xhat).sum(axis=0), dout.sum(axis=0)
