# expect: max-of-everything + log-of-picked
import numpy as np


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        self.sizes = list(sizes)
        self.lr = lr
        rng = np.random.default_rng(seed)
        self.W = [rng.normal(0.0, np.sqrt(2.0 / a), size=(a, c)) for a, c in zip(sizes[:-1], sizes[1:])]
        self.b = [np.zeros((1, c)) for c in sizes[1:]]

    def one_hot(self, y):
        return np.eye(self.sizes[-1])[np.asarray(y).astype(int)]

    def _run(self, X):
        A, Z = [X], []
        for k in range(len(self.W)):
            Z.append(A[-1] @ self.W[k] + self.b[k])
            if k < len(self.W) - 1:
                A.append(np.maximum(0, Z[-1]))
        return A, Z

    @staticmethod
    def _softmax(z):
        e = np.exp(z - z.max())
        return e / e.sum(axis=1, keepdims=True)

    def forward(self, X):
        return self._softmax(self._run(X)[1][-1])

    def loss(self, X, y):
        z = self._run(X)[1][-1]
        e = np.exp(z - z.max())
        p = e / e.sum(axis=1, keepdims=True)
        return float(-np.log(p[np.arange(len(X)), np.asarray(y).astype(int)]).mean())

    def gradients(self, X, y):
        A, Z = self._run(X)
        d = (self._softmax(Z[-1]) - self.one_hot(y)) / len(X)
        n = len(self.W)
        gW, gb = [None] * n, [None] * n
        for k in range(n - 1, -1, -1):
            gW[k] = A[k].T @ d
            gb[k] = d.sum(axis=0, keepdims=True)
            if k:
                d = (d @ self.W[k].T) * (Z[k - 1] > 0)
        return gW, gb

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        for k in range(len(self.W)):
            self.W[k] = self.W[k] - self.lr * gW[k]
            self.b[k] = self.b[k] - self.lr * gb[k]

    def predict(self, X):
        return np.argmax(self.forward(X), axis=1)
