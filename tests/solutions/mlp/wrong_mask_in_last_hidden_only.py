# expect: mask-in-last-hidden-only
import numpy as np


def _sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        rng = np.random.default_rng(seed)
        self.lr, self.momentum = lr, momentum
        self.W = [rng.normal(0, np.sqrt(2 / n), (n, k)) for n, k in zip(sizes, sizes[1:])]
        self.b = [np.zeros((1, k)) for k in sizes[1:]]
        self._vW = [0.0 for _ in self.W]
        self._vb = [0.0 for _ in self.b]

    def _pass(self, X):
        A = [X]
        Z = []
        last = len(self.W) - 1
        for k, (W, b) in enumerate(zip(self.W, self.b)):
            Z.append(A[k] @ W + b)
            A.append(_sigmoid(Z[k]) if k == last else np.maximum(0, Z[k]))
        return A, Z

    def forward(self, X):
        return self._pass(X)[0][-1]

    def loss(self, X, y):
        z = self._pass(X)[1][-1]
        y = np.reshape(y, (-1, 1))
        return float(np.mean(y * np.logaddexp(0, -z) + (1.0 - y) * np.logaddexp(0, z)))

    def gradients(self, X, y):
        A, Z = self._pass(X)
        m = len(X)
        n = len(self.W)
        y = np.reshape(y, (-1, 1)).astype(float)
        # output layer
        d = (A[-1] - y) / m
        gW = [A[-2].T @ d]
        gb = [d.sum(axis=0, keepdims=True)]
        if n > 1:
            # last hidden layer
            d = (d @ self.W[-1].T) * (Z[-2] > 0)
            # the rest
            for k in range(n - 2, -1, -1):
                gW.insert(0, A[k].T @ d)
                gb.insert(0, d.sum(axis=0, keepdims=True))
                d = d @ self.W[k].T
        return gW, gb

    def step(self, gW, gb):
        for k in range(len(self.W)):
            self._vW[k] = self.momentum * self._vW[k] - self.lr * gW[k]
            self.W[k] = self.W[k] + self._vW[k]
            self._vb[k] = self.momentum * self._vb[k] - self.lr * gb[k]
            self.b[k] = self.b[k] + self._vb[k]

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        self.step(gW, gb)

    def fit(self, X, y, epochs):
        res = []
        for _ in range(epochs):
            res.append(self.loss(X, y))
            self.train_step(X, y)
        return res

    def predict(self, X):
        return (self.forward(X).ravel() > 0.5).astype(int)
