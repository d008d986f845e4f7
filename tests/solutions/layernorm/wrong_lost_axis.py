# expect: no-keepdims
import numpy as np


def layernorm_forward(x, gamma, beta, eps=1e-5):
    mu = np.mean(x, axis=-1)
    diff = x - mu
    s = np.sqrt(np.mean(diff**2, axis=-1) + eps)
    y = diff / s
    return y * gamma + beta, (y, s, gamma)


def layernorm_backward(dout, cache):
    y, s, gamma = cache
    g = dout * gamma
    dx = (g - np.mean(g, axis=-1, keepdims=True) - y * np.mean(g * y, axis=-1, keepdims=True)) / s
    D = dout.shape[-1]
    return dx, (dout * y).reshape(-1, D).sum(0), dout.reshape(-1, D).sum(0)
