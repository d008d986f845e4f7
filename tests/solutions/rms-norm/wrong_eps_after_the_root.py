# expect: eps-outside
import numpy as np


def rmsnorm_forward(x, g, eps=1e-6):
    r = np.sqrt(np.average(x * x, axis=-1))[..., None] + eps
    return x / r * g, [x / r, g, r]


def rmsnorm_backward(dout, cache):
    n, g, r = cache
    d = dout * g / r
    dx = d - n * np.average(d * n, axis=-1)[..., None]
    return dx, np.reshape(dout * n, (-1, n.shape[-1])).sum(axis=0)
