import numpy as np


def layernorm_forward(x, gamma, beta, eps=1e-5):
    # Each sample is normalized over its own features: the last axis, however
    # many come before it.
    mean = x.mean(axis=-1, keepdims=True)  # (..., 1)
    centered = x - mean  # (..., D)
    # The biased variance, of centered values: E[x²] - E[x]² would cancel.
    var = (centered**2).mean(axis=-1, keepdims=True)  # (..., 1)
    # With eps inside the root, a constant row divides by sqrt(eps), not by 0.
    std = np.sqrt(var + eps)  # (..., 1)
    xhat = centered / std  # (..., D)
    out = gamma * xhat + beta  # (..., D)
    return out, (xhat, gamma, std)


def layernorm_backward(dout, cache):
    xhat, gamma, std = cache
    # All samples share gamma and beta, so their gradients sum over every
    # leading axis.
    samples = tuple(range(dout.ndim - 1))
    dgamma = (dout * xhat).sum(axis=samples)  # (D,)
    dbeta = dout.sum(axis=samples)  # (D,)
    dxhat = dout * gamma  # (..., D)
    # x reaches xhat on three paths: directly, through the mean and through
    # the variance. The last two remove from dxhat its mean and its part
    # along xhat, the directions in which moving x changes nothing.
    via_mean = dxhat.mean(axis=-1, keepdims=True)  # (..., 1)
    via_var = xhat * (dxhat * xhat).mean(axis=-1, keepdims=True)  # (..., D)
    dx = (dxhat - via_mean - via_var) / std  # (..., D)
    return dx, dgamma, dbeta
