# expect: unnamed
# says: W[0], W[1] and W[2] all have a standard deviation of about
import numpy as np


class MLP:

    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        self.lr = lr
        self.vel = {}
        self.momentum = momentum
        rng = np.random.default_rng(seed)
        self.W = [rng.standard_normal((sizes[i], sizes[i + 1])) * 0.05 for i in range(len(sizes) - 1)]
        self.b = [np.zeros((1, sizes[i + 1])) for i in range(len(sizes) - 1)]

    def _z_list(self, X):
        zs = []
        a = X
        for W, b in zip(self.W, self.b):
            zs.append(a @ W + b)
            a = np.where(zs[-1] > 0, zs[-1], 0)
        return zs

    def forward(self, X):
        z = self._z_list(X)[-1]
        return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))

    def loss(self, X, y):
        z = self._z_list(X)[-1]
        y = np.array(y, dtype=float).reshape(-1, 1)
        return float(np.sum(np.logaddexp(0, z) - y * z) / len(y))

    def gradients(self, X, y):
        zs = self._z_list(X)
        y = np.array(y, dtype=float).reshape(-1, 1)
        delta = (self.forward(X) - y) / len(y)
        gW, gb = [0] * len(zs), [0] * len(zs)
        for k in range(len(zs) - 1, -1, -1):
            a = X if k == 0 else np.maximum(zs[k - 1], 0)
            gW[k] = a.T @ delta
            gb[k] = delta.sum(axis=0, keepdims=True)
            if k > 0:
                delta = (delta @ self.W[k].T) * (zs[k - 1] > 0)
        return gW, gb

    def _move(self, key, p, g):
        self.vel[key] = self.momentum * self.vel.get(key, 0) - self.lr * g
        return p + self.vel[key]

    def step(self, gW, gb):
        self.W = [self._move(("W", k), w, gW[k]) for k, w in enumerate(self.W)]
        self.b = [self._move(("b", k), b, gb[k]) for k, b in enumerate(self.b)]

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
        return (self.forward(X) >= 0.5).astype(int).ravel()
