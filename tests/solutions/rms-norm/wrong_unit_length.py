# expect: sum-not-mean-both
import numpy as np


def rmsnorm_forward(x, g, eps=1e-6):
    length = np.sqrt((x * x).sum(-1, keepdims=True) + eps)
    return x / length * g, (x, g, length)


def rmsnorm_backward(dout, cache):
    x, g, length = cache
    d = dout * g
    dx = d / length - x * np.sum(d * x, axis=-1, keepdims=True) / length**3
    return dx, (dout * x / length).reshape(-1, len(g)).sum(0)
