from functools import reduce

import numpy as np


def relu(z):
    return z * (z > 0)


def sigmoid(z):
    return 0.5 + 0.5 * np.tanh(0.5 * z)


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        rng = np.random.default_rng(seed)
        pairs = list(zip(sizes, sizes[1:]))
        self.W = [rng.normal(scale=(2 / i) ** 0.5, size=(i, o)) for i, o in pairs]
        self.b = [np.zeros((1, o)) for _, o in pairs]
        self.lr, self.momentum = lr, momentum
        self.vW = [0 * w for w in self.W]
        self.vb = [0 * b for b in self.b]

    def logits(self, X):
        hidden = reduce(lambda a, wb: relu(a @ wb[0] + wb[1]), list(zip(self.W, self.b))[:-1], X)
        return hidden @ self.W[-1] + self.b[-1]

    def forward(self, X):
        return sigmoid(self.logits(X))

    def loss(self, X, y):
        # the sign turns label 0 / 1 into a margin
        sign = 1 - 2 * np.asarray(y, float).ravel()
        return float(np.logaddexp(0, sign * self.logits(X).ravel()).mean())

    def gradients(self, X, y):
        acts = [X]
        for w, b in list(zip(self.W, self.b))[:-1]:
            acts.append(relu(acts[-1] @ w + b))
        deltas = [(self.forward(X) - np.asarray(y, float).reshape(-1, 1)) / len(X)]
        for w, a in list(zip(self.W, acts))[:0:-1]:
            deltas.insert(0, (deltas[0] @ w.T) * (a > 0))
        return [a.T @ d for a, d in zip(acts, deltas)], [d.sum(axis=0, keepdims=True) for d in deltas]

    def step(self, gW, gb):
        self.vW = [self.momentum * v - self.lr * g for v, g in zip(self.vW, gW)]
        self.vb = [self.momentum * v - self.lr * g for v, g in zip(self.vb, gb)]
        self.W = [w + v for w, v in zip(self.W, self.vW)]
        self.b = [b + v for b, v in zip(self.b, self.vb)]

    def train_step(self, X, y):
        self.step(*self.gradients(X, y))

    def _loss_then_step(self, X, y):
        loss = self.loss(X, y)
        self.train_step(X, y)
        return loss

    def fit(self, X, y, epochs):
        return [self._loss_then_step(X, y) for _ in range(epochs)]

    def predict(self, X):
        return np.array([int(z > 0) for z in self.logits(X)[:, 0]])
