# expect: y-broadcast-gradients-averaged + y-broadcast-loss
import numpy as np


def sig(z):
    return np.exp(-np.logaddexp(0, -z))


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        rng = np.random.default_rng(seed)
        self.lr = lr
        self.momentum = momentum
        self.W = [rng.normal(0, np.sqrt(2 / a), (a, c)) for a, c in zip(sizes, sizes[1:])]
        self.b = [np.zeros((1, c)) for c in sizes[1:]]
        self.v = [0] * (2 * len(self.W))

    def _z(self, X):
        hs = [X]
        for w, b in zip(self.W[:-1], self.b[:-1]):
            hs.append(np.maximum(hs[-1] @ w + b, 0))
        return hs, hs[-1] @ self.W[-1] + self.b[-1]

    def forward(self, X):
        return sig(self._z(X)[1])

    def loss(self, X, y):
        z = self._z(X)[1]
        return float(np.mean(np.logaddexp(0, z) - y * z))

    def gradients(self, X, y):
        hs, z = self._z(X)
        d = np.mean(sig(z) - y, axis=1, keepdims=True) / len(X)
        gW, gb = [], []
        for h, w in zip(hs[::-1], self.W[::-1]):
            gW.insert(0, h.T @ d)
            gb.insert(0, d.sum(0, keepdims=True))
            d = d @ w.T * (h > 0)
        return gW, gb

    def step(self, gW, gb):
        n = len(self.W)
        for k in range(n):
            self.v[k] = self.momentum * self.v[k] - self.lr * gW[k]
            self.v[n + k] = self.momentum * self.v[n + k] - self.lr * gb[k]
            self.W[k] = self.W[k] + self.v[k]
            self.b[k] = self.b[k] + self.v[n + k]

    def train_step(self, X, y):
        self.step(*self.gradients(X, y))

    def fit(self, X, y, epochs):
        res = []
        for _ in range(epochs):
            res.append(self.loss(X, y))
            self.train_step(X, y)
        return res

    def predict(self, X):
        return (self._z(X)[1] > 0).astype(int).ravel()
