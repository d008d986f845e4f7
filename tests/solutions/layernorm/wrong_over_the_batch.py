# expect: axis0-both
import numpy as np


def _dtype(*a):
    return np.float32 if all(v.dtype == np.float32 for v in a) else np.float64


def layernorm_forward(x, gamma, beta, eps=1e-5):
    dt = _dtype(x, gamma, beta)
    x = x.astype(dt)
    mu = x.mean(axis=0)
    var = x.var(axis=0)
    std = np.sqrt(var + eps)
    xhat = (x - mu) / std
    return (gamma * xhat + beta).astype(dt), (xhat, std, gamma)


def layernorm_backward(dout, cache):
    xhat, std, gamma = cache
    axes = tuple(range(dout.ndim - 1))
    g = dout * gamma
    dx = (g - g.mean(axis=0) - xhat * (g * xhat).mean(axis=0)) / std
    return dx, (dout * xhat).sum(axis=axes), dout.sum(axis=axes)
