"""A layer object as the cache, and NumPy's own variance."""

import numpy as np


class LayerNorm:
    def __init__(self, x, gamma, beta, eps):
        self.gamma = np.array(gamma)
        self.scale = np.sqrt(np.var(x, axis=-1) + eps)
        self.normalized = ((x.T - np.mean(x, axis=-1).T) / self.scale.T).T
        self.out = self.normalized * gamma + beta

    def backward(self, dout):
        N = dout.shape[-1]
        g = dout * self.gamma
        along = np.sum(g * self.normalized, axis=-1)
        total = np.sum(g, axis=-1)
        dx = (N * g - total[..., None] - self.normalized * along[..., None]) / N / self.scale[..., None]
        dgamma, dbeta = dout * self.normalized, dout
        while dbeta.ndim > 1:
            dgamma, dbeta = dgamma.sum(axis=0), dbeta.sum(axis=0)
        return dx, dgamma, dbeta


def layernorm_forward(x, gamma, beta, eps=1e-5):
    layer = LayerNorm(x, gamma, beta, eps)
    return layer.out, layer


def layernorm_backward(dout, cache):
    return cache.backward(dout)
