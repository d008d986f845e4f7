# Keeps only what came in, and computes the statistics again on the way back.
import numpy as np


def standardized(x, eps):
    centered = x - np.average(x, axis=-1)[..., None]
    std = np.sqrt(np.square(centered).mean(-1)[..., None] + eps)
    return centered / std, std


def layernorm_forward(x, gamma, beta, eps=1e-5):
    xhat, _ = standardized(x, eps)
    return beta + xhat * gamma, (x, gamma, eps)


def layernorm_backward(dout, cache):
    x, gamma, eps = cache
    xhat, std = standardized(x, eps)
    leading = tuple(range(x.ndim))[:-1]
    dhat = gamma * dout
    dhat = dhat - dhat.mean(-1, keepdims=True)
    # xhat has mean 0, so centering first does not change the inner product.
    dhat = dhat - (dhat * xhat).mean(-1, keepdims=True) * xhat
    return [dhat / std, np.sum(dout * xhat, axis=leading), np.sum(dout, axis=leading)]
