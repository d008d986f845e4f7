"""A layer object as the cache; it keeps what came in and computes again on the way back."""

import numpy as np


class BatchNorm:
    def __init__(self, x, gamma, eps):
        self.x, self.gamma, self.eps = np.array(x), np.array(gamma), eps

    def moments(self):
        mu = np.average(self.x, axis=0)
        return mu, np.average(np.square(self.x - mu), axis=0)

    def normalized(self):
        mu, var = self.moments()
        return (self.x - mu) / (var + self.eps) ** 0.5

    def backward(self, dout):
        h = self.normalized()
        m = len(h)
        g = dout * self.gamma
        g = g - g.sum(axis=0) / m
        # h has mean 0, so centering first does not change the inner product
        g = g - h * ((g * h).sum(axis=0) / m)
        return [g / (self.moments()[1] + self.eps) ** 0.5, (dout * h).sum(axis=0), dout.sum(axis=0)]


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    layer = BatchNorm(x, gamma, eps)
    if not training:
        return (x - running_mean) / (running_var + eps) ** 0.5 * gamma + beta, running_mean, running_var, layer
    mu, var = layer.moments()
    m = x.shape[0]
    if m > 1:
        var = var * (m / (m - 1))
    mean = running_mean * (1 - momentum) + mu * momentum
    return [layer.normalized() * gamma + beta, mean, running_var * (1 - momentum) + var * momentum, layer]


def batchnorm_backward(dout, cache):
    return cache.backward(dout)
