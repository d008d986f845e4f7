# expect: y-broadcast-gradients-wide + y-broadcast-loss
# nnprep: mlp
import numpy as np


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        self.lr, self.momentum, self.n = lr, momentum, len(sizes) - 1
        g = np.random.default_rng(seed)
        self.W = [g.standard_normal((sizes[k], sizes[k + 1])) * (2 / sizes[k]) ** .5 for k in range(self.n)]
        self.b = [np.zeros((1, s)) for s in sizes[1:]]
        self.vel = [[0.0] * self.n, [0.0] * self.n]

    def _z(self, X):
        a = [X]
        for k in range(self.n):
            u = a[k] @ self.W[k] + self.b[k]
            a.append(u if k == self.n - 1 else u.clip(0))
        return a

    def forward(self, X):
        return np.exp(-np.logaddexp(0, -self._z(X)[-1]))

    def loss(self, X, y):
        u = self._z(X)[-1]
        return float(np.mean(np.logaddexp(0, u) - np.asarray(y, float) * u))

    def gradients(self, X, y):
        a = self._z(X)
        d = (self.forward(X) - np.asarray(y, float)) / X.shape[0]
        gW, gb = [None] * self.n, [None] * self.n
        for k in range(self.n - 1, -1, -1):
            gW[k], gb[k] = a[k].T @ d, d.sum(axis=0, keepdims=True)
            d = (d.dot(self.W[k].T) if d.shape[1] == self.W[k].shape[1] else d.sum(1, keepdims=True) @ self.W[k].T) * (a[k] > 0)
        return gW, gb

    def step(self, gW, gb):
        for P, V, G in ((self.W, self.vel[0], gW), (self.b, self.vel[1], gb)):
            for k in range(self.n):
                V[k] = self.momentum * V[k] - self.lr * G[k]
                P[k] = P[k] + V[k]

    def train_step(self, X, y):
        self.step(*self.gradients(X, y))

    def fit(self, X, y, epochs):
        out = []
        for _ in range(epochs):
            out.append(self.loss(X, y))
            self.train_step(X, y)
        return out

    def predict(self, X):
        return (self._z(X)[-1][:, 0] > 0).astype(int)
