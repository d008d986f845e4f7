# One number at a time, with the math module.
import math

import numpy as np


def elementwise(function, z):
    out = np.empty(z.shape)
    for index in np.ndindex(*z.shape):
        out[index] = function(float(z[index]))
    return out


def sigmoid(v):
    if v >= 0:
        return 1 / (1 + math.exp(-v))
    return math.exp(v) / (1 + math.exp(v))


def gelu(z):
    def one(v):
        return v * (1 + math.tanh(math.sqrt(2 / math.pi) * v * (1 + 0.044715 * v * v))) / 2

    return elementwise(one, z)


def gelu_grad(z):
    def one(v):
        c = math.sqrt(2 / math.pi)
        t = math.tanh(c * (v + 0.044715 * v**3))
        return (1 + t + v * (1 + t) * (1 - t) * c * (1 + 0.134145 * v**2)) / 2

    return elementwise(one, z)


def silu(z):
    return elementwise(lambda v: v * sigmoid(v), z)


def silu_grad(z):
    return elementwise(lambda v: sigmoid(v) * (1 + v * sigmoid(-v)), z)
