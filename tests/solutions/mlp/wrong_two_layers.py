# expect: two-layers-only
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

    def _two(self, X):
        W1, W2 = self.W[0], self.W[1]
        z1 = X @ W1 + self.b[0]
        a1 = np.maximum(0, z1)
        z2 = a1 @ W2 + self.b[1]
        return z1, a1, z2

    def forward(self, X):
        z2 = self._two(X)[2]
        e = np.exp(-np.abs(z2))
        return np.where(z2 >= 0, 1 / (1 + e), e / (1 + e))

    def loss(self, X, y):
        z2 = self._two(X)[2]
        y = np.asarray(y, float).reshape(-1, 1)
        return float(np.mean(np.maximum(z2, 0) - y * z2 + np.log1p(np.exp(-np.abs(z2)))))

    def gradients(self, X, y):
        z1, a1, z2 = self._two(X)
        dz2 = (self.forward(X) - np.asarray(y, float).reshape(-1, 1)) / X.shape[0]
        dW2 = a1.T @ dz2
        db2 = dz2.sum(axis=0, keepdims=True)
        dz1 = dz2 @ self.W[1].T * (z1 > 0)
        dW1 = X.T @ dz1
        db1 = dz1.sum(axis=0, keepdims=True)
        return [dW1, dW2], [db1, db2]

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
        return (self.forward(X).ravel() > 0.5).astype(int)
