"""Embeddings as columns inside."""

import numpy as np


class Contrast:
    def __init__(self, A, B, temperature):
        X, Y = A.T, B.T
        X = X / (X**2).sum(0) ** 0.5
        Y = Y / (Y**2).sum(0) ** 0.5
        self.S = (X.T @ Y) / temperature
        self.m = self.S.shape[1]

    def probabilities(self, axis):
        e = np.exp(self.S - self.S.max(axis, keepdims=True))
        return e / e.sum(axis, keepdims=True)

    def entropy(self, axis):
        shift = self.S.max(axis, keepdims=True)
        lse = np.log(np.exp(self.S - shift).sum(axis)) + shift.squeeze(axis)
        return (lse - self.S.diagonal()).sum() / self.m


def info_nce(A, B, temperature):
    c = Contrast(A, B, temperature)
    return 0.5 * (c.entropy(0) + c.entropy(1))


def info_nce_logit_grad(A, B, temperature):
    c = Contrast(A, B, temperature)
    grad = c.probabilities(0) / 2 + c.probabilities(1) / 2
    grad[np.diag_indices(c.m)] -= 1.0
    return grad / c.m
