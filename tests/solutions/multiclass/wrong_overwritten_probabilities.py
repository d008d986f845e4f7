# expect: stale-cache-overwritten

import numpy as np


def probabilities(z):
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        draw = np.random.default_rng(seed)
        self.lr, self.classes = lr, sizes[-1]
        shapes = list(zip(sizes, sizes[1:]))
        self.W = [draw.normal(0, np.sqrt(2 / i), (i, o)) for i, o in shapes]
        self.b = [np.zeros((1, o)) for _, o in shapes]

    def one_hot(self, y):
        return np.equal.outer(np.asarray(y), np.arange(self.classes)).astype(float)

    def forward(self, X):
        self.inputs, self.logits = [], X
        for layer, (W, b) in enumerate(zip(self.W, self.b)):
            self.inputs.append(np.maximum(self.logits, 0) if layer else X)
            self.logits = self.inputs[-1] @ W + b
        self.P = probabilities(self.logits)
        return self.P

    def loss(self, X, y):
        P, Y = self.forward(X), self.one_hot(y)
        z = self.logits - self.logits.max(axis=1, keepdims=True)
        return float(np.mean(np.log(np.exp(z).sum(axis=1)) - (z * Y).sum(axis=1)))

    def gradients(self, X, y):
        error = self.P
        error -= self.one_hot(y)
        error /= len(X)
        gW, gb = [], []
        for layer in range(len(self.W) - 1, -1, -1):
            a = self.inputs[layer]
            gW.insert(0, a.T @ error)
            gb.insert(0, error.sum(axis=0)[None])
            error = error @ self.W[layer].T * (a > 0)
        return gW, gb

    def train_step(self, X, y):
        self.forward(X)
        gW, gb = self.gradients(X, y)
        self.W = [W - self.lr * g for W, g in zip(self.W, gW)]
        self.b = [b - self.lr * g for b, g in zip(self.b, gb)]

    def predict(self, X):
        return self.forward(X).argmax(axis=1)
