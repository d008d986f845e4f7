# expect: batchnorm-backward
import numpy as np


def layernorm_forward(x, gamma, beta, eps=1e-5):
    c = x - x.mean(-1, keepdims=True)
    rstd = (np.mean(c * c, -1, keepdims=True) + eps) ** -0.5
    return gamma * (c * rstd) + beta, (c * rstd, rstd, gamma)


def layernorm_backward(dout, cache):
    y, rstd, gamma = cache
    m, D = dout.shape[0], dout.shape[-1]
    g = dout * gamma
    dx = rstd / m * (m * g - g.sum(axis=0) - y * (g * y).sum(axis=0))
    return dx, (dout * y).reshape(-1, D).sum(0), dout.reshape(-1, D).sum(0)
