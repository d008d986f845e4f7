# expect: shared-biases
import numpy as np


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        rng = np.random.default_rng(seed)
        self.lr = lr
        self.K = sizes[-1]
        zeros = {k: np.zeros((1, k)) for k in sizes[1:]}
        self.W = [rng.normal(0, np.sqrt(2 / n), (n, k)) for n, k in zip(sizes, sizes[1:])]
        self.b = [zeros[k] for k in sizes[1:]]

    def one_hot(self, y):
        return (np.asarray(y)[:, None] == np.arange(self.K)[None, :]).astype(float)

    def _trace(self, X):
        A = [X]
        for k in range(len(self.W) - 1):
            A.append(np.maximum(0, A[k] @ self.W[k] + self.b[k]))
        z = A[-1] @ self.W[-1] + self.b[-1]
        return A, z - np.logaddexp.reduce(z, axis=1, keepdims=True)

    def forward(self, X):
        return np.exp(self._trace(X)[1])

    def loss(self, X, y):
        lp = self._trace(X)[1]
        return float(-(lp * self.one_hot(y)).sum() / len(lp))

    def gradients(self, X, y):
        A, lp = self._trace(X)
        d = (np.exp(lp) - self.one_hot(y)) / len(lp)
        gW, gb = [None] * len(A), [None] * len(A)
        for k in range(len(A) - 1, -1, -1):
            gW[k] = A[k].T @ d
            gb[k] = d.sum(axis=0, keepdims=True)
            d = (d @ self.W[k].T) * (A[k] > 0)
        return gW, gb

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        for w, b, dw, db in zip(self.W, self.b, gW, gb):
            w -= self.lr * dw
            b -= self.lr * db

    def predict(self, X):
        return self._trace(X)[1].argmax(axis=1)
