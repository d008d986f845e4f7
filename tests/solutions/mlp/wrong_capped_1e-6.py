# expect: loss-capped

import numpy as np


def logistic(z):
    small = np.exp(-np.abs(z))
    return np.where(z < 0, small, 1.0) / (1 + small)


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        draw = np.random.default_rng(seed)
        self.lr, self.momentum = lr, momentum
        shapes = list(zip(sizes, sizes[1:]))
        self.W = [draw.normal(0, np.sqrt(2 / i), (i, o)) for i, o in shapes]
        self.b = [np.zeros((1, o)) for _, o in shapes]
        self.moves = [np.zeros_like(p) for p in self.W], [np.zeros_like(p) for p in self.b]

    def forward(self, X):
        self.inputs, self.logits = [], X
        for layer, (W, b) in enumerate(zip(self.W, self.b)):
            self.inputs.append(np.maximum(self.logits, 0) if layer else X)
            self.logits = self.inputs[-1] @ W + b
        return logistic(self.logits)

    def loss(self, X, y):
        p = self.forward(X)
        z, y = self.logits, np.asarray(y, dtype=float).reshape(-1, 1)
        return -np.mean(np.log(np.where(y == 1, p, 1 - p) + 1e-6))

    def gradients(self, X, y):
        error = (self.forward(X) - np.asarray(y, dtype=float).reshape(-1, 1)) / len(X)
        gW, gb = [], []
        for a, W, b in zip(self.inputs[::-1], self.W[::-1], self.b[::-1]):
            gW.insert(0, a.T @ error)
            gb.insert(0, error.sum(axis=0)[None])
            if a is not X:
                error = (error @ W.T) * (a > 0)
        return gW, gb

    def step(self, gW, gb):
        for values, gradients, moves in ((self.W, gW, self.moves[0]), (self.b, gb, self.moves[1])):
            for k, g in enumerate(gradients):
                moves[k] = self.momentum * moves[k] - self.lr * g
                values[k] = values[k] + moves[k]

    def train_step(self, X, y):
        self.step(*self.gradients(X, y))

    def fit(self, X, y, epochs):
        history = []
        for _ in range(epochs):
            history.append(float(self.loss(X, y)))
            self.train_step(X, y)
        return history

    def predict(self, X):
        return (self.forward(X)[:, 0] > 0.5).astype(int)
