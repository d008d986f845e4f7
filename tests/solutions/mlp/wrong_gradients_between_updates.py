# expect: gradients-between-updates
import numpy as np


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        rng = np.random.default_rng(seed)
        self.lr, self.momentum = lr, momentum
        self.W, self.b = [], []
        for n, k in zip(sizes, sizes[1:]):
            self.W.append(rng.standard_normal((n, k)) * (2 / n) ** 0.5)
            self.b.append(np.zeros((1, k)))
        self.moves = [np.zeros_like(p) for p in [*self.W, *self.b]]

    def _layers(self, X):
        kept = [X]
        for W, b in zip(self.W[:-1], self.b[:-1]):
            kept.append(np.maximum(kept[-1] @ W + b, 0))
        return kept, kept[-1] @ self.W[-1] + self.b[-1]

    def forward(self, X):
        z = self._layers(X)[1]
        small = np.exp(-np.abs(z))
        return np.where(z < 0, small, 1) / (1 + small)

    def loss(self, X, y):
        z = self._layers(X)[1].ravel()
        return float(np.mean(np.logaddexp(0, z) - z * np.ravel(y)))

    def gradients(self, X, y):
        kept, _ = self._layers(X)
        d = (self.forward(X) - np.reshape(y, (-1, 1)).astype(float)) / len(X)
        gW, gb = [], []
        for a, W in zip(kept[::-1], self.W[::-1]):
            gW.append(a.T @ d)
            gb.append(d.sum(axis=0)[None])
            d = d @ W.T * (a > 0)
        return gW[::-1], gb[::-1]

    def step(self, gW, gb):
        for k in range(len(self.W)):
            self.move(k, gW, gb)

    def move(self, k, gW, gb):
        n = k + len(self.W)
        self.moves[k] = self.momentum * self.moves[k] - self.lr * gW[k]
        self.moves[n] = self.momentum * self.moves[n] - self.lr * gb[k]
        self.W[k] = self.W[k] + self.moves[k]
        self.b[k] = self.b[k] + self.moves[n]

    def train_step(self, X, y):
        for k in range(len(self.W)):
            self.move(k, *self.gradients(X, y))

    def fit(self, X, y, epochs):
        history = []
        for _ in range(epochs):
            history += [self.loss(X, y)]
            self.train_step(X, y)
        return history

    def predict(self, X):
        return (self._layers(X)[1][:, 0] > 0).astype(int)
