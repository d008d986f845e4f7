# expect: layer-norm
import numpy as np


def rmsnorm_forward(x, g, eps=1e-6):
    y = (x - np.mean(x, -1, keepdims=True)) / np.sqrt(np.var(x, -1, keepdims=True) + eps)
    return y * g, (y, g, np.sqrt(np.var(x, -1, keepdims=True) + eps))


def rmsnorm_backward(dout, cache):
    y, g, s = cache
    D = len(g)
    d = dout * g
    dx = (D * d - d.sum(-1, keepdims=True) - y * (d * y).sum(-1, keepdims=True)) / (D * s)
    return dx, (dout * y).reshape(-1, D).sum(0)
