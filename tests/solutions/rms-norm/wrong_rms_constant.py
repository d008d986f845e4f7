# expect: rms-constant
import numpy as np


class RMSNorm:
    def __init__(self, gain, eps):
        self.gain, self.eps = gain, eps

    def __call__(self, x):
        self.x = x
        self.rms = np.sqrt(np.mean(x ** 2, -1, keepdims=True) + self.eps)
        return self.gain * x / self.rms

    def backward(self, grad):
        dgain = (grad * self.x / self.rms).reshape(-1, len(self.gain)).sum(0)
        return grad * self.gain / self.rms, dgain


def rmsnorm_forward(x, g, eps=1e-6):
    layer = RMSNorm(g, eps)
    return layer(x), layer


def rmsnorm_backward(dout, cache):
    return cache.backward(dout)
