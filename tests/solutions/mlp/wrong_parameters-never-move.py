# expect: parameters-never-move
"""Recursion over layers; the backward pass happens on the way back out of the recursion."""

import numpy as np


def _stable_sigmoid(z):
    return np.piecewise(z, [z >= 0], [lambda t: 1 / (1 + np.exp(-t)), lambda t: np.exp(t) / (1 + np.exp(t))])


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        self.lr = lr
        self.momentum = momentum
        seqs = np.random.SeedSequence(seed).spawn(len(sizes) - 1)
        self.W = [
            np.random.default_rng(s).normal(0, np.sqrt(2 / i), (i, o))
            for s, i, o in zip(seqs, sizes, sizes[1:])
        ]
        self.b = [np.zeros((1, o)) for o in sizes[1:]]
        self.v = [(np.zeros_like(w), np.zeros_like(c)) for w, c in zip(self.W, self.b)]

    def _logits(self, A, k=0):
        Z = A @ self.W[k] + self.b[k]
        return Z if k == len(self.W) - 1 else self._logits(np.maximum(Z, 0), k + 1)

    def forward(self, X):
        return _stable_sigmoid(self._logits(X))

    def loss(self, X, y):
        z = self._logits(X)
        y = np.asarray(y, float).reshape(z.shape)
        return float(np.average(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))))

    def _back(self, A, y, k, out):
        """Return dL/dA of layer k; put its gradients into out[k]."""
        Z = A @ self.W[k] + self.b[k]
        if k == len(self.W) - 1:
            dZ = (_stable_sigmoid(Z) - y) / len(y)
        else:
            dZ = np.where(Z > 0, self._back(np.maximum(Z, 0), y, k + 1, out), 0)
        out[k] = (A.T @ dZ, np.ones((1, len(A))) @ dZ)
        return dZ @ self.W[k].T

    def gradients(self, X, y):
        out = {}
        self._back(X, np.asarray(y, float).reshape(-1, 1), 0, out)
        return [out[k][0] for k in sorted(out)], [out[k][1] for k in sorted(out)]

    def step(self, gW, gb):
        self.v = [
            (self.momentum * vw - self.lr * dw, self.momentum * vb - self.lr * db)
            for (vw, vb), dw, db in zip(self.v, gW, gb)
        ]
        for w, c, v in zip(self.W, self.b, self.v):
            w = w + v[0]
            c = c + v[1]

    def train_step(self, X, y):
        self.step(*self.gradients(X, y))

    def _fit(self, X, y, epochs):
        for _ in range(epochs):
            yield self.loss(X, y)
            self.train_step(X, y)

    def fit(self, X, y, epochs):
        return list(self._fit(X, y, epochs))

    def predict(self, X):
        return (self._logits(X).squeeze(axis=1) > 0).astype(np.int32)
