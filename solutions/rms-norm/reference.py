import numpy as np


def rmsnorm_forward(x, g, eps=1e-6):
    # Nothing is subtracted: a row is measured from 0, not from its mean.
    rms = np.sqrt((x**2).mean(axis=-1, keepdims=True) + eps)  # (..., 1)
    xhat = x / rms  # (..., D)
    out = g * xhat
    return out, (xhat, g, rms)


def rmsnorm_backward(dout, cache):
    xhat, g, rms = cache
    # All rows share g, so its gradient sums over every leading axis.
    rows = tuple(range(dout.ndim - 1))
    dg = (dout * xhat).sum(axis=rows)  # (D,)
    dxhat = dout * g  # (..., D)
    # x reaches xhat on two paths: directly, and through rms. The second one
    # removes the part along xhat: a longer row gives the same output.
    via_rms = xhat * (dxhat * xhat).mean(axis=-1, keepdims=True)  # (..., D)
    dx = (dxhat - via_rms) / rms
    return dx, dg
