# expect: mask-in-first-layer-only
import numpy as np


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        self.lr = lr
        self.C = sizes[-1]
        rng = np.random.default_rng(seed)
        self.W = [rng.normal(0, np.sqrt(2 / i), (i, o)) for i, o in zip(sizes[:-1], sizes[1:])]
        self.b = [np.zeros((1, o)) for o in sizes[1:]]

    def one_hot(self, y):
        Y = np.zeros((len(y), self.C))
        for i in range(len(y)):
            Y[i, int(y[i])] = 1
        return Y

    def _compute(self, X):
        Z, A = [], [X]
        for k in range(len(self.W)):
            Z.append(A[k] @ self.W[k] + self.b[k])
            A.append(np.maximum(0, Z[k]))
        return Z, A

    def _logsoft(self, Z):
        return Z - np.logaddexp.reduce(Z, axis=1, keepdims=True)

    def forward(self, X):
        return np.exp(self._logsoft(self._compute(X)[0][-1]))

    def loss(self, X, y):
        L = self._logsoft(self._compute(X)[0][-1])
        return float(-np.sum(L * self.one_hot(y)) / len(y))

    def gradients(self, X, y):
        Z, A = self._compute(X)
        D = (np.exp(self._logsoft(Z[-1])) - self.one_hot(y)) / len(y)
        gW, gb = [None] * len(Z), [None] * len(Z)
        for k in range(len(Z) - 1, -1, -1):
            gW[k] = A[k].T @ D
            gb[k] = np.sum(D, axis=0, keepdims=True)
            D = D @ self.W[k].T
            if k == 1:
                D = D * (Z[0] > 0)
        return gW, gb

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        self.W = [w - self.lr * g for w, g in zip(self.W, gW)]
        self.b = [c - self.lr * g for c, g in zip(self.b, gb)]

    def predict(self, X):
        return np.argmax(self._compute(X)[0][-1], axis=1)
