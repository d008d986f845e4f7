# expect: std-plus-eps
import numpy as np


def layernorm_forward(x, gamma, beta, eps=1e-5):
    std = x.std(axis=-1)[..., None] + eps
    xhat = (x - x.mean(axis=-1)[..., None]) / std
    return gamma * xhat + beta, [xhat, std, gamma]


def layernorm_backward(dout, cache):
    xhat, std, gamma = cache
    D = xhat.shape[-1]
    d = dout * gamma / std
    dx = d - d.mean(axis=-1)[..., None] - xhat * (d * xhat).mean(axis=-1)[..., None]
    return dx, np.reshape(dout * xhat, (-1, D)).sum(axis=0), np.reshape(dout, (-1, D)).sum(axis=0)
