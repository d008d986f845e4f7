# expect: gain-plus-one
import numpy as np


def rmsnorm_forward(x, g, eps=1e-6):
    n = x / np.sqrt(np.mean(x**2, -1, keepdims=True) + eps)
    return n + n * g, (x, g, eps)


def rmsnorm_backward(dout, cache):
    x, g, eps = cache
    r = np.sqrt(np.mean(x**2, -1, keepdims=True) + eps)
    d = dout * (g + 1)
    dx = d / r - x * (d * x).mean(-1, keepdims=True) / r**3
    return dx, (dout * x / r).reshape(-1, len(g)).sum(0)
