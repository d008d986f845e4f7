# expect: no-eps
import numpy as np


def layernorm_forward(x, gamma, beta, eps=1e-5):
    std = np.std(x, axis=-1)[..., np.newaxis]
    y = (x - np.mean(x, axis=-1)[..., np.newaxis]) / std
    return gamma * y + beta, (y, std, gamma)


def layernorm_backward(dout, cache):
    y, std, gamma = cache
    D = dout.shape[-1]
    g = dout * gamma
    dx = (g - g.mean(-1, keepdims=True) - y * (g * y).mean(-1, keepdims=True)) / std
    return dx, (dout * y).reshape(-1, D).sum(0), dout.reshape(-1, D).sum(0)
