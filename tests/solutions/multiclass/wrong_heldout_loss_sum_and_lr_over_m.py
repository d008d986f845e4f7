# expect: loss-sum + lr-over-m
import numpy as np


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        rng = np.random.default_rng(seed)
        self.K, self.lr = sizes[-1], lr
        self.W = [rng.normal(0, np.sqrt(2 / i), (i, o)) for i, o in zip(sizes, sizes[1:])]
        self.b = [np.zeros((1, o)) for o in sizes[1:]]

    def one_hot(self, y):
        return np.eye(self.K)[np.asarray(y).astype(int)]

    def _acts(self, X):
        A = [X]
        for W, b in zip(self.W[:-1], self.b):
            A.append(np.maximum(0, A[-1] @ W + b))
        z = A[-1] @ self.W[-1] + self.b[-1]
        z = z - z.max(1, keepdims=True)
        return A, z - np.log(np.exp(z).sum(1, keepdims=True))

    def forward(self, X):
        return np.exp(self._acts(X)[1])

    def loss(self, X, y):
        logp = self._acts(X)[1]
        return float(-logp[np.arange(len(X)), np.asarray(y).astype(int)].sum())

    def gradients(self, X, y):
        A, logp = self._acts(X)
        d = (np.exp(logp) - self.one_hot(y)) / len(X)
        gW, gb = [], []
        for k in reversed(range(len(A))):
            gW.insert(0, A[k].T @ d)
            gb.insert(0, d.sum(0, keepdims=True))
            d = d @ self.W[k].T * (A[k] > 0)
        return gW, gb

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        lr = self.lr / len(X)
        self.W = [w - lr * g for w, g in zip(self.W, gW)]
        self.b = [b - lr * g for b, g in zip(self.b, gb)]

    def predict(self, X):
        return self._acts(X)[1].argmax(1)
