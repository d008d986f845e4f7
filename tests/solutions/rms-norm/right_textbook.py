# nnprep: rms-norm
import numpy as np


def rmsnorm_forward(x, g, eps=1e-6):
    """out = g * x / rms."""
    rms = np.sqrt(np.mean(x ** 2, axis=-1, keepdims=True) + eps)
    x_hat = x / rms
    return g * x_hat, (x_hat, rms, g)


def rmsnorm_backward(dout, cache):
    """With d = dout * g:  dx = (d - x_hat * mean(d * x_hat)) / rms."""
    x_hat, rms, g = cache
    dg = (dout * x_hat).sum(axis=tuple(range(dout.ndim - 1)))
    d = dout * g
    dx = (d - x_hat * np.mean(d * x_hat, axis=-1, keepdims=True)) / rms
    return dx, dg
