# expect: unnamed
# says: `predict` returned different results in two equal calls that follow each other
import numpy as np


def stable_softmax(z):
    z = z - np.max(z, axis=1, keepdims=True)
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        self.rng = np.random.default_rng(seed)
        self.lr, self.K = lr, sizes[-1]
        self.W = [self.rng.normal(0, np.sqrt(2 / i), (i, o)) for i, o in zip(sizes, sizes[1:])]
        self.b = [np.zeros((1, o)) for o in sizes[1:]]

    def one_hot(self, y):
        return np.eye(self.K)[np.asarray(y).astype(np.int64)]

    def _go(self, X):
        a, seen = X, []
        for k in range(len(self.W)):
            seen.append(a)
            z = a @ self.W[k] + self.b[k]
            a = np.maximum(0, z)
        return seen, z

    def forward(self, X):
        return stable_softmax(self._go(X)[1])

    def loss(self, X, y):
        z = self._go(X)[1]
        lab = np.asarray(y).astype(np.int64)
        rel = z - z[np.arange(len(z)), lab][:, None]
        return float(np.logaddexp.reduce(rel, axis=1).mean())

    def gradients(self, X, y):
        seen, z = self._go(X)
        g = (stable_softmax(z) - self.one_hot(y)) / len(z)
        gW, gb = [None] * len(seen), [None] * len(seen)
        for k in range(len(seen) - 1, -1, -1):
            gW[k] = seen[k].T @ g
            gb[k] = g.sum(axis=0, keepdims=True)
            g = g @ self.W[k].T * (seen[k] > 0)
        return gW, gb

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        for k in range(len(gW)):
            self.W[k] = self.W[k] - self.lr * gW[k]
            self.b[k] = self.b[k] - self.lr * gb[k]

    def predict(self, X):
        P = self.forward(X)
        return np.array([self.rng.choice(self.K, p=row) for row in P])
