# expect: bias-before-mask + predict-column
# nnprep: mlp
import numpy as np


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        rng = np.random.default_rng(seed)
        self.lr, self.momentum = lr, momentum
        self.W = [rng.normal(0, np.sqrt(2 / n), (n, k)) for n, k in zip(sizes, sizes[1:])]
        self.b = [np.zeros((1, k)) for k in sizes[1:]]
        self.vW = [np.zeros_like(w) for w in self.W]
        self.vb = [np.zeros_like(w) for w in self.b]

    def _fw(self, X):
        Z, A = [], [X]
        for W, b in zip(self.W, self.b):
            Z.append(A[-1] @ W + b)
            A.append(np.maximum(0, Z[-1]))
        return Z, A

    def forward(self, X):
        z = self._fw(X)[0][-1]
        return np.exp(-np.logaddexp(0, -z))

    def loss(self, X, y):
        z = self._fw(X)[0][-1]
        y = np.asarray(y, float).reshape(-1, 1)
        return float(np.mean(np.where(y == 1, np.logaddexp(0, -z), np.logaddexp(0, z))))

    def gradients(self, X, y):
        Z, A = self._fw(X)
        m = X.shape[0]
        dA = self.forward(X) - np.asarray(y, float).reshape(-1, 1)
        gW, gb = [], []
        for k in range(len(Z) - 1, -1, -1):
            gb.insert(0, dA.sum(axis=0, keepdims=True) / m)
            dZ = dA if k == len(Z) - 1 else dA * (Z[k] > 0)
            gW.insert(0, A[k].T @ dZ / m)
            dA = dZ @ self.W[k].T
        return gW, gb

    def step(self, gW, gb):
        for k in range(len(gW)):
            self.vW[k] = self.momentum * self.vW[k] - self.lr * gW[k]
            self.vb[k] = self.momentum * self.vb[k] - self.lr * gb[k]
            self.W[k] = self.W[k] + self.vW[k]
            self.b[k] = self.b[k] + self.vb[k]

    def train_step(self, X, y):
        self.step(*self.gradients(X, y))

    def fit(self, X, y, epochs):
        losses = []
        for _ in range(epochs):
            losses.append(self.loss(X, y))
            self.train_step(X, y)
        return losses

    def predict(self, X):
        return np.where(self.forward(X) > 0.5, 1, 0)
