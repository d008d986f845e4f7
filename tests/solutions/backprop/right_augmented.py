"""Biases as an extra input that's always 1, so one product gives the weight and bias gradients together."""

import numpy as np


def with_one(values):
    return np.hstack([values, np.ones((values.shape[0], 1))])


def backward(X, y, W2, a1, a2):
    m = float(a2.size)
    dz2 = a2 - np.atleast_2d(y).reshape(-1, 1)
    both2 = with_one(a1).T @ dz2 / m
    dz1 = np.outer(dz2, W2) * np.exp(np.log(a1) + np.log1p(-a1))
    both1 = with_one(X).T @ dz1 / m
    return both1[:-1], both1[-1:], both2[:-1], both2[-1:]
