import numpy as np


class MLP:
    def __init__(self, sizes, *, lr=0.1, momentum=0.0, seed=0):
        self.lr, self.momentum = lr, momentum
        rng = np.random.default_rng(seed)
        self.W = [rng.normal(0.0, np.sqrt(2.0 / a), size=(a, b)) for a, b in zip(sizes[:-1], sizes[1:])]
        self.b = [np.zeros((1, b)) for b in sizes[1:]]
        self.vW = [np.zeros_like(w) for w in self.W]
        self.vb = [np.zeros_like(b) for b in self.b]

    def _run(self, X):
        A, Z = [X], []
        for k, (w, b) in enumerate(zip(self.W, self.b)):
            z = A[-1] @ w + b
            Z.append(z)
            if k < len(self.W) - 1:
                A.append(np.maximum(0, z))
        return A, Z

    @staticmethod
    def _sigmoid(z):
        e = np.exp(-np.abs(z))
        return np.where(z >= 0, 1 / (1 + e), e / (1 + e))

    def forward(self, X):
        return self._sigmoid(self._run(X)[1][-1])

    def loss(self, X, y):
        z = self._run(X)[1][-1]
        y = np.asarray(y, dtype=float).reshape(-1, 1)
        return float(np.mean(np.logaddexp(0, z) - y * z))

    def gradients(self, X, y):
        A, Z = self._run(X)
        y = np.asarray(y, dtype=float).reshape(-1, 1)
        d = (self._sigmoid(Z[-1]) - y) / len(X)
        n = len(self.W)
        gW, gb = [None] * n, [None] * n
        for k in range(n - 1, -1, -1):
            gW[k] = A[k].T @ d
            gb[k] = d.sum(axis=0, keepdims=True)
            if k:
                d = (d @ self.W[k].T) * (Z[k - 1] > 0)
        return gW, gb

    def step(self, gW, gb):
        for k in range(len(self.W)):
            self.vW[k] = self.momentum * self.vW[k] - self.lr * gW[k]
            self.vb[k] = self.momentum * self.vb[k] - self.lr * gb[k]
            self.W[k] = self.W[k] + self.vW[k]
            self.b[k] = self.b[k] + self.vb[k]

    def train_step(self, X, y):
        self.step(*self.gradients(X, y))

    def fit(self, X, y, epochs):
        out = []
        for _ in range(epochs):
            out.append(self.loss(X, y))
            self.train_step(X, y)
        return out

    def predict(self, X):
        return (self.forward(X) >= 0.5).astype(int).ravel()
