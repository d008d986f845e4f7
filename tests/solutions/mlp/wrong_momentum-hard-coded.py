# expect: momentum-hard-coded
"""Loops over samples, gradients summed with np.outer, divided by m at the end."""

import math
import numpy as np


def relu(v):
    return np.array([x if x > 0 else 0.0 for x in v])


def sig(z):
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    e = math.exp(z)
    return e / (1 + e)


def softplus(z):
    return max(z, 0.0) + math.log1p(math.exp(-abs(z)))


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        rng = np.random.default_rng(seed)
        self.W = []
        self.b = []
        for i in range(len(sizes) - 1):
            self.W.append(rng.normal(0, math.sqrt(2 / sizes[i]), (sizes[i], sizes[i + 1])))
            self.b.append(np.zeros((1, sizes[i + 1])))
        self.lr, self.momentum = lr, momentum
        self.vW = [w * 0 for w in self.W]
        self.vb = [c * 0 for c in self.b]

    def _one(self, x):
        pre, act = [], [x]
        for i in range(len(self.W)):
            z = act[-1] @ self.W[i] + self.b[i][0]
            pre.append(z)
            if i < len(self.W) - 1:
                act.append(relu(z))
        return pre, act

    def forward(self, X):
        return np.array([[sig(self._one(x)[0][-1][0])] for x in X])

    def loss(self, X, y):
        y = np.asarray(y).ravel()
        total = 0.0
        for x, t in zip(X, y):
            z = float(self._one(x)[0][-1][0])
            total += softplus(-z) if t == 1 else softplus(z)
        return total / len(X)

    def gradients(self, X, y):
        y = np.asarray(y).ravel()
        gW = [np.zeros(w.shape) for w in self.W]
        gb = [np.zeros(c.shape) for c in self.b]
        for x, t in zip(X, y):
            pre, act = self._one(x)
            d = np.array([sig(pre[-1][0]) - float(t)])
            for k in range(len(self.W) - 1, -1, -1):
                gW[k] += np.outer(act[k], d)
                gb[k] += d
                if k > 0:
                    d = (self.W[k] @ d) * np.array([1.0 if z > 0 else 0.0 for z in pre[k - 1]])
        for k in range(len(gW)):
            gW[k] /= len(X)
            gb[k] /= len(X)
        return gW, gb

    def step(self, gW, gb):
        for k in range(len(self.W)):
            self.vW[k] *= 0.9
            self.vW[k] -= self.lr * gW[k]
            self.W[k] += self.vW[k]
            self.vb[k] *= 0.9
            self.vb[k] -= self.lr * gb[k]
            self.b[k] += self.vb[k]

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        self.step(gW, gb)

    def fit(self, X, y, epochs):
        losses = []
        while len(losses) < epochs:
            losses.append(self.loss(X, y))
            self.train_step(X, y)
        return losses

    def predict(self, X):
        return np.array([1 if p >= 0.5 else 0 for p in self.forward(X)[:, 0]])
