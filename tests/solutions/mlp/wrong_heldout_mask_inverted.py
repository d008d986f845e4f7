# expect: derived:direction
import numpy as np


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        rng = np.random.default_rng(seed)
        self.lr = lr
        self.momentum = momentum
        self.W = []
        self.b = []
        for n_in, n_out in zip(sizes[:-1], sizes[1:]):
            self.W.append(rng.normal(0, np.sqrt(2 / n_in), (n_in, n_out)))
            self.b.append(np.zeros((1, n_out)))
        self.vW = [np.zeros_like(W) for W in self.W]
        self.vb = [np.zeros_like(b) for b in self.b]

    def _logits(self, X):
        A = [X]
        Z = []
        L = len(self.W)
        for k in range(L):
            z = A[k] @ self.W[k] + self.b[k]
            Z.append(z)
            if k < L - 1:
                A.append(np.maximum(0, z))
        return A, Z

    def forward(self, X):
        z = self._logits(X)[1][-1]
        e = np.exp(-np.abs(z))
        return np.where(z >= 0, 1 / (1 + e), e / (1 + e))

    def loss(self, X, y):
        z = self._logits(X)[1][-1]
        y = np.asarray(y, dtype=float).reshape(-1, 1)
        return float(np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))))

    def gradients(self, X, y):
        A, Z = self._logits(X)
        m = X.shape[0]
        y = np.asarray(y, dtype=float).reshape(-1, 1)
        dZ = (self.forward(X) - y) / m
        L = len(self.W)
        gW = [None] * L
        gb = [None] * L
        for k in reversed(range(L)):
            gW[k] = A[k].T @ dZ
            gb[k] = dZ.sum(axis=0, keepdims=True)
            if k > 0:
                dZ = (dZ @ self.W[k].T) * (Z[k - 1] <= 0)
        return gW, gb

    def step(self, gW, gb):
        for k in range(len(self.W)):
            self.vW[k] = self.momentum * self.vW[k] - self.lr * gW[k]
            self.vb[k] = self.momentum * self.vb[k] - self.lr * gb[k]
            self.W[k] = self.W[k] + self.vW[k]
            self.b[k] = self.b[k] + self.vb[k]

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        self.step(gW, gb)

    def fit(self, X, y, epochs):
        losses = []
        for _ in range(epochs):
            losses.append(self.loss(X, y))
            self.train_step(X, y)
        return losses

    def predict(self, X):
        return (self.forward(X) > 0.5).astype(int).ravel()
