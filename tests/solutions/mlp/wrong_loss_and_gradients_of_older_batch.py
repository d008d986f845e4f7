# expect: older-batch-in-loss-and-gradients
import numpy as np


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        rng = np.random.default_rng(seed)
        self.lr, self.momentum = lr, momentum
        dims = list(zip(sizes, sizes[1:]))
        self.W = [rng.normal(0, np.sqrt(2 / d[0]), d) for d in dims]
        self.b = [np.zeros((1, d[1])) for d in dims]
        self.vW = [np.zeros(d) for d in dims]
        self.vb = [np.zeros((1, d[1])) for d in dims]
        self.cache = None

    def _logits(self, X):
        acts = [X]
        for k, (w, c) in enumerate(zip(self.W, self.b)):
            z = acts[-1] @ w + c
            if k < len(self.W) - 1:
                acts.append(np.maximum(z, 0))
        self.cache = acts, z
        return z

    def forward(self, X):
        return 0.5 * (1 + np.tanh(self._logits(X) / 2))

    def loss(self, X, y):
        acts, z = self.cache
        if len(acts[0]) != len(X):
            z = self._logits(X)
        t = np.asarray(y).reshape(-1, 1)
        return float(np.mean(np.logaddexp(0, np.where(t == 1, -z, z))))

    def gradients(self, X, y):
        if self.cache is None or self.cache[0][0].shape != X.shape:
            self._logits(X)
        acts, z = self.cache
        d = (0.5 * (1 + np.tanh(z / 2)) - np.asarray(y).reshape(-1, 1)) / len(X)
        gW, gb = [], []
        for a, w in zip(acts[::-1], self.W[::-1]):
            gW.append(a.T @ d)
            gb.append(d.sum(axis=0, keepdims=True))
            d = d @ w.T * (a > 0)
        return gW[::-1], gb[::-1]

    def step(self, gW, gb):
        self.vW = [self.momentum * v - self.lr * g for v, g in zip(self.vW, gW)]
        self.vb = [self.momentum * v - self.lr * g for v, g in zip(self.vb, gb)]
        self.W = [w + v for w, v in zip(self.W, self.vW)]
        self.b = [c + v for c, v in zip(self.b, self.vb)]

    def train_step(self, X, y):
        self.step(*self.gradients(X, y))

    def fit(self, X, y, epochs):
        losses = []
        for _ in range(epochs):
            self.forward(X)
            losses.append(self.loss(X, y))
            self.train_step(X, y)
        return losses

    def predict(self, X):
        return (self.forward(X).ravel() > 0.5).astype(int)
