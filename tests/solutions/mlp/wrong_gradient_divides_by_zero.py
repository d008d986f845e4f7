# expect: gradient-divides-by-zero + naive-sigmoid
import numpy as np


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        rng = np.random.default_rng(seed)
        self.lr, self.momentum, self.n = lr, momentum, len(sizes) - 1
        self.W = [rng.normal(0.0, (2.0 / a) ** 0.5, size=(a, b)) for a, b in zip(sizes[:-1], sizes[1:])]
        self.b = [np.zeros((1, b)) for b in sizes[1:]]
        self.vW = [0.0 * W for W in self.W]
        self.vb = [0.0 * b for b in self.b]

    def forward(self, X):
        self.inputs, out = [], X
        for i in range(self.n):
            self.inputs.append(out)
            self.logits = out @ self.W[i] + self.b[i]
            out = self.logits * (self.logits > 0) if i < self.n - 1 else 1 / (1 + np.exp(-self.logits))
        return out

    def loss(self, X, y):
        self.forward(X)
        t, z = np.asarray(y, dtype=float).reshape(-1, 1), self.logits
        return float(np.mean(np.logaddexp(0, z) - t * z))

    def gradients(self, X, y):
        p = self.forward(X)
        t = np.asarray(y, dtype=float).reshape(p.shape)
        slope = (1 - t) / (1 - p) - t / p
        error = slope * p * (1 - p) / len(X)
        gW, gb = [], []
        for i in reversed(range(self.n)):
            gW.insert(0, self.inputs[i].T @ error)
            gb.insert(0, error.sum(axis=0, keepdims=True))
            error = (error @ self.W[i].T) * (self.inputs[i] > 0)
        return gW, gb

    def step(self, gW, gb):
        for i in range(self.n):
            self.vW[i] = self.momentum * self.vW[i] - self.lr * gW[i]
            self.vb[i] = self.momentum * self.vb[i] - self.lr * gb[i]
            self.W[i] = self.W[i] + self.vW[i]
            self.b[i] = self.b[i] + self.vb[i]

    def train_step(self, X, y):
        self.step(*self.gradients(X, y))

    def fit(self, X, y, epochs):
        losses = []
        for _ in range(epochs):
            losses.append(self.loss(X, y))
            self.train_step(X, y)
        return losses

    def predict(self, X):
        return (self.forward(X)[:, 0] > 0.5).astype(int)
