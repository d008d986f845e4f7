# expect: dgamma-axis0-only
import numpy as np


def layernorm_forward(x, gamma, beta, eps=1e-5):
    dtype = np.float32 if all(np.float32 == a.dtype for a in [x, gamma, beta]) else np.float64
    x = x.astype(dtype)
    mean = x.mean(-1)[..., None]
    var = ((x - mean) ** 2).mean(-1)[..., None]
    xhat = (x - mean) / np.sqrt(var + eps)
    return (gamma * xhat + beta).astype(dtype), (xhat, gamma, var + eps)


def layernorm_backward(dout, cache):
    xhat, gamma, v = cache
    D = xhat.shape[-1]
    dgamma = (dout * xhat).sum(axis=0)
    dbeta = dout.sum(axis=0)
    g = gamma * dout
    dx = D * g - g.sum(-1, keepdims=True) - xhat * (g * xhat).sum(-1, keepdims=True)
    dx = dx / (D * np.sqrt(v))
    return dx, dgamma, dbeta
