# expect: unnamed
# says: A new network starts with the velocity of an earlier one
import numpy as np


class MLP:
    vW, vb = {}, {}

    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        rng = np.random.default_rng(seed)
        self.lr, self.momentum, self.n = lr, momentum, len(sizes) - 1
        self.W = [rng.normal(0.0, (2.0 / a) ** 0.5, size=(a, b)) for a, b in zip(sizes[:-1], sizes[1:])]
        self.b = [np.zeros((1, b)) for b in sizes[1:]]

    def forward(self, X):
        self.acts = [X]
        self.pre = []
        for i in range(self.n):
            z = np.dot(self.acts[-1], self.W[i]) + self.b[i]
            self.pre.append(z)
            if i < self.n - 1:
                self.acts.append(np.where(z > 0, z, 0.0))
            else:
                self.acts.append(np.exp(-np.logaddexp(0, -z)))
        return self.acts[-1]

    def loss(self, X, y):
        self.forward(X)
        t = np.asarray(y, dtype=float).reshape(-1, 1)
        z = self.pre[-1]
        return float(np.mean(np.logaddexp(0, z) - t * z))

    def gradients(self, X, y):
        p = self.forward(X)
        t = np.asarray(y, dtype=float).reshape(-1, 1)
        d = (p - t) / len(X)
        gW, gb = [], []
        for i in range(self.n - 1, -1, -1):
            gW.append(np.dot(self.acts[i].T, d))
            gb.append(d.sum(axis=0, keepdims=True))
            if i:
                d = np.dot(d, self.W[i].T) * (self.pre[i - 1] > 0)
        return gW[::-1], gb[::-1]

    def step(self, gW, gb):
        for i in range(self.n):
            self.vW[i] = self.momentum * self.vW.get(i, 0.0) - self.lr * gW[i]
            self.vb[i] = self.momentum * self.vb.get(i, 0.0) - self.lr * gb[i]
            self.W[i] = self.W[i] + self.vW[i]
            self.b[i] = self.b[i] + self.vb[i]

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
        return (self.forward(X)[:, 0] > 0.5).astype(int)
