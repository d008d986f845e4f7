# expect: axis0-both
import numpy as np


def layernorm_forward(x, gamma, beta, eps=1e-5):
    mu = np.mean(x, axis=0)
    rstd = 1 / np.sqrt(np.var(x, axis=0) + eps)
    xhat = (x - mu) * rstd
    return xhat * gamma + beta, (xhat, rstd, gamma)


def layernorm_backward(dout, cache):
    xhat, rstd, gamma = cache
    d = dout * gamma
    m = dout.shape[0]
    dx = rstd / m * (m * d - d.sum(axis=0) - xhat * np.sum(d * xhat, axis=0))
    D = dout.shape[-1]
    return dx, (dout * xhat).reshape(-1, D).sum(axis=0), dout.reshape(-1, D).sum(axis=0)
