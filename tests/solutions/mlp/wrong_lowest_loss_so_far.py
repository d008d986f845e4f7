# expect: lowest-loss-so-far
from itertools import pairwise

import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        self.lr = lr
        self.momentum = momentum
        self.W = []  # one (n_in, n_out) for each layer
        self.b = []  # one (1, n_out) for each layer
        rng = np.random.default_rng(seed)
        for n_in, n_out in pairwise(sizes):
            std = np.sqrt(2 / n_in)
            self.W.append(std * rng.standard_normal((n_in, n_out)))
            self.b.append(np.zeros((1, n_out)))
        self.vW = [np.zeros_like(W) for W in self.W]
        self.vb = [np.zeros_like(b) for b in self.b]

    def forward(self, X):
        self.A, self.Z = [X], []
        for W, b in zip(self.W, self.b, strict=True):
            self.Z.append(self.A[-1] @ W + b)  # (m, n_out)
            self.A.append(np.maximum(self.Z[-1], 0))  # (m, n_out)
        self.A[-1] = sigmoid(self.Z[-1])  # (m, 1)
        return self.A[-1]

    def loss(self, X, y):
        self.forward(X)
        z = self.Z[-1]  # (m, 1)
        y = np.asarray(y, dtype=float).reshape(-1, 1)
        log_p = -np.logaddexp(0, -z)  # (m, 1)
        log_not_p = -np.logaddexp(0, z)  # (m, 1)
        return float(-np.mean(y * log_p + (1 - y) * log_not_p))

    def gradients(self, X, y):
        self.forward(X)
        A, Z = self.A, self.Z
        y = np.asarray(y, dtype=float).reshape(-1, 1)
        gW, gb = [None] * len(self.W), [None] * len(self.b)
        delta = (A[-1] - y) / len(X)  # (m, 1)
        for k in reversed(range(len(self.W))):
            gW[k] = A[k].T @ delta  # (n_in, n_out)
            gb[k] = np.sum(delta, axis=0, keepdims=True)  # (1, n_out)
            if k > 0:
                delta = (delta @ self.W[k].T) * (Z[k - 1] > 0)  # (m, n_in)
        return gW, gb

    def step(self, gW, gb):
        for k in range(len(self.W)):
            self.vW[k] = self.momentum * self.vW[k] - self.lr * gW[k]
            self.vb[k] = self.momentum * self.vb[k] - self.lr * gb[k]
            self.W[k] = self.W[k] + self.vW[k]
            self.b[k] = self.b[k] + self.vb[k]

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        self.step(gW, gb)

    def fit(self, X, y, epochs):
        history, best = [], np.inf
        for _ in range(epochs):
            best = min(best, self.loss(X, y))
            history.append(best)
            self.train_step(X, y)
        return history

    def predict(self, X):
        p = self.forward(X).ravel()  # (m,)
        return (p > 0.5).astype(int)  # (m,)
