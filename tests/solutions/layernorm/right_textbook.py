# nnprep: layernorm
"""Layer normalization; backward derived through the graph, node by node."""

import numpy as np


def layernorm_forward(x, gamma, beta, eps=1e-5):
    dtype = np.float32 if all(a.dtype == np.float32 for a in (x, gamma, beta)) else np.float64
    x = x.astype(dtype)
    mean = x.mean(axis=-1, keepdims=True)
    xc = x - mean
    var = (xc ** 2).mean(axis=-1, keepdims=True)
    std = np.sqrt(var + eps)
    xhat = xc / std
    out = (gamma * xhat + beta).astype(dtype)
    return out, (xc, std, xhat, gamma)


def layernorm_backward(dout, cache):
    xc, std, xhat, gamma = cache
    D = xc.shape[-1]
    lead = tuple(range(dout.ndim - 1))

    dbeta = dout.sum(axis=lead)
    dgamma = (dout * xhat).sum(axis=lead)

    dxhat = dout * gamma
    dstd = -(dxhat * xc).sum(axis=-1, keepdims=True) / std ** 2
    dvar = dstd / (2 * std)
    dxc = dxhat / std + 2 * xc * dvar / D
    dmean = -dxc.sum(axis=-1, keepdims=True)
    dx = dxc + dmean / D
    return dx, dgamma, dbeta
