"""A layer object as the cache, which computes everything again on the way back, path by path."""

import numpy as np


class RMSNorm:
    def __init__(self, x, g, eps):
        self.x, self.g, self.eps = np.array(x), np.array(g), eps

    def size(self):
        return np.sqrt(np.mean(np.square(self.x), axis=-1, keepdims=True) + self.eps)

    def forward(self):
        return np.multiply(self.g, self.x) / self.size()

    def backward(self, dout):
        D = len(self.g)
        r = self.size()
        direct = dout * self.g / r
        dr = -(dout * self.g * self.x).sum(axis=-1, keepdims=True) / r**2
        dmean_square = dr / (2 * r)
        through = dmean_square * 2 * self.x / D
        return direct + through, (dout * self.x / r).reshape(-1, D).sum(0)


def rmsnorm_forward(x, g, eps=1e-6):
    layer = RMSNorm(x, g, eps)
    return layer.forward(), layer


def rmsnorm_backward(dout, cache):
    return cache.backward(dout)
