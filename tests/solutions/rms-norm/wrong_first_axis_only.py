# expect: dg-axis0-only
import numpy as np


def rmsnorm_forward(x, g, eps=1e-6):
    inv = 1 / np.sqrt(np.mean(x**2, -1, keepdims=True) + eps)
    return x * inv * g, (x * inv, g, inv)


def rmsnorm_backward(dout, cache):
    n, g, inv = cache
    d = dout * g
    return inv * (d - n * np.mean(d * n, -1, keepdims=True)), np.sum(dout * n, 0)
