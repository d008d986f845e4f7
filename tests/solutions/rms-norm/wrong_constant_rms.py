# expect: rms-constant
import numpy as np


def rmsnorm_forward(x, g, eps=1e-6):
    r = (np.mean(x * x, -1) + eps) ** 0.5
    return x * g / r[..., None], (x, g, r[..., None])


def rmsnorm_backward(dout, cache):
    x, g, r = cache
    return dout * g / r, (dout * x / r).reshape(-1, len(g)).sum(axis=0)
