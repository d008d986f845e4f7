# expect: axis1-hardcoded
import numpy as np


def layernorm_forward(x, gamma, beta, eps=1e-5):
    mu, var = np.mean(x, axis=1, keepdims=True), np.var(x, axis=1, keepdims=True)
    rstd = 1 / np.sqrt(var + eps)
    return (x - mu) * rstd * gamma + beta, ((x - mu) * rstd, rstd, gamma)


def layernorm_backward(dout, cache):
    y, rstd, gamma = cache
    n, D = dout.shape[1], dout.shape[-1]
    g = gamma * dout
    dx = rstd / n * (n * g - g.sum(axis=1, keepdims=True) - y * (g * y).sum(axis=1, keepdims=True))
    return dx, (dout * y).reshape(-1, D).sum(0), dout.reshape(-1, D).sum(0)
