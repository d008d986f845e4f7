# expect: dg-mean + no-eps
import numpy as np


def rmsnorm_forward(x, g, eps=1e-6):
    r = np.sqrt(np.mean(x**2, -1, keepdims=True))
    return x / r * g, (x / r, g, r)


def rmsnorm_backward(dout, cache):
    n, g, r = cache
    d = dout * g
    return (d - n * (d * n).mean(-1, keepdims=True)) / r, (dout * n).reshape(-1, len(g)).mean(0)
