"""Averages as small objects."""

import numpy as np


class Average:
    def __init__(self, value, beta):
        self.value, self.beta = np.array(value), beta

    def update(self, x):
        self.value = self.value * self.beta
        self.value += x * (1 - self.beta)
        return self

    def corrected(self, t):
        return self.value / (1 - np.power(self.beta, t, dtype=float).astype(self.value.dtype))


def rmsprop(w, g, s, lr, rho=0.99, eps=1e-8):
    squares = Average(s, rho).update(g**2)
    step = g / (squares.value**0.5 + eps)
    return [w - step * lr, squares.value]


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    first, second = Average(m, beta1).update(g), Average(v, beta2).update(g**2)
    new = w.copy()
    new *= 1 - lr * weight_decay
    new -= lr * first.corrected(t) / (second.corrected(t) ** 0.5 + eps)
    return [new, first.value, second.value]
