# expect: layer-norm
import numpy as np


def rmsnorm_forward(x, g, eps=1e-6):
    xc = x - x.mean(axis=-1, keepdims=True)
    inv = 1 / np.sqrt((xc ** 2).mean(axis=-1, keepdims=True) + eps)
    xhat = xc * inv
    return g * xhat, (xhat, inv, g)


def rmsnorm_backward(dout, cache):
    xhat, inv, g = cache
    dg = (dout * xhat).reshape(-1, g.shape[0]).sum(axis=0)
    d = dout * g
    dx = inv * (d - d.mean(axis=-1, keepdims=True) - xhat * (d * xhat).mean(axis=-1, keepdims=True))
    return dx, dg
