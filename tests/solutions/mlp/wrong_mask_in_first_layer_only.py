# expect: mask-in-first-layer-only
import numpy as np


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        rng = np.random.default_rng(seed)
        n = len(sizes)
        self.W = [np.sqrt(2.0 / sizes[k - 1]) * rng.standard_normal((sizes[k - 1], sizes[k])) for k in range(1, n)]
        self.b = [np.zeros((1, sizes[k])) for k in range(1, n)]
        self.lr = lr
        self.momentum = momentum
        self.vel = [np.zeros_like(w) for w in self.W]
        self.velb = [np.zeros_like(c) for c in self.b]

    def _feed(self, X):
        a, saved = X, []
        for k in range(len(self.W)):
            saved.append(a)
            z = a @ self.W[k] + self.b[k]
            a = np.maximum(z, 0)
        return saved, z

    def _logi(self, z):
        e = np.exp(-np.abs(z))
        return np.where(z >= 0, 1 / (1 + e), e / (1 + e))

    def forward(self, X):
        return self._logi(self._feed(X)[1])

    def loss(self, X, y):
        z = self._feed(X)[1]
        lab = np.asarray(y, float).reshape(-1, 1)
        return float(np.sum(np.logaddexp(0, z) - lab * z) / lab.shape[0])

    def gradients(self, X, y):
        saved, z = self._feed(X)
        lab = np.asarray(y, float).reshape(-1, 1)
        d = (self._logi(z) - lab) / lab.shape[0]
        gW, gb = [], []
        for k in range(len(self.W) - 1, -1, -1):
            gW.insert(0, saved[k].T @ d)
            gb.insert(0, d.sum(axis=0, keepdims=True))
            d = d @ self.W[k].T
            if k == 1:
                d = np.where(saved[1] > 0, d, 0)
        return gW, gb

    def step(self, gW, gb):
        self.vel = [self.momentum * v - self.lr * g for v, g in zip(self.vel, gW)]
        self.W = [w + v for w, v in zip(self.W, self.vel)]
        self.velb = [self.momentum * v - self.lr * g for v, g in zip(self.velb, gb)]
        self.b = [c + v for c, v in zip(self.b, self.velb)]

    def train_step(self, X, y):
        self.step(*self.gradients(X, y))

    def fit(self, X, y, epochs):
        hist = []
        for _ in range(epochs):
            hist.append(self.loss(X, y))
            self.train_step(X, y)
        return hist

    def predict(self, X):
        return (self.forward(X).ravel() >= 0.5).astype(int)
