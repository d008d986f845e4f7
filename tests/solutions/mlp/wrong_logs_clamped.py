# expect: unnamed
# says: as where log(p) and log(1 - p) are clamped at -100
import numpy as np


def binary_cross_entropy(p, t):
    with np.errstate(divide="ignore"):
        log_p = np.maximum(np.log(p), -100)
        log_q = np.maximum(np.log(1 - p), -100)
    return -(t * log_p + (1 - t) * log_q).mean()


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        rng = np.random.default_rng(seed)
        self.lr, self.momentum = lr, momentum
        self.W = [rng.normal(0, np.sqrt(2 / i), (i, o)) for i, o in zip(sizes, sizes[1:])]
        self.b = [np.zeros((1, o)) for o in sizes[1:]]
        self.vel = [np.zeros_like(p) for p in self.W + self.b]

    def forward(self, X):
        return self._forward(X)[-1]

    def _forward(self, X):
        outs = [X]
        for k, (W, b) in enumerate(zip(self.W, self.b), 1):
            z = outs[-1] @ W + b
            if k < len(self.W):
                outs.append(np.maximum(0, z))
            else:
                e = np.exp(-np.abs(z))
                outs.append(np.where(z >= 0, 1 / (1 + e), e / (1 + e)))
        return outs

    def loss(self, X, y):
        t = np.asarray(y, dtype=np.float64).reshape(-1, 1)
        return float(binary_cross_entropy(self.forward(X), t))

    def gradients(self, X, y):
        *hs, p = self._forward(X)
        d = (p - np.asarray(y, dtype=np.float64).reshape(-1, 1)) / len(p)
        gW, gb = [], []
        for k in range(len(hs) - 1, -1, -1):
            gW.append(hs[k].T @ d)
            gb.append(d.sum(axis=0, keepdims=True))
            d = (d @ self.W[k].T) * (hs[k] > 0)
        return gW[::-1], gb[::-1]

    def step(self, gW, gb):
        n = len(gW)
        for i, g in enumerate(list(gW) + list(gb)):
            self.vel[i] = self.momentum * self.vel[i] - self.lr * g
            if i < n:
                self.W[i] = self.W[i] + self.vel[i]
            else:
                self.b[i - n] = self.b[i - n] + self.vel[i]

    def train_step(self, X, y):
        self.step(*self.gradients(X, y))

    def fit(self, X, y, epochs):
        losses = []
        for _ in range(epochs):
            losses.append(self.loss(X, y))
            self.train_step(X, y)
        return losses

    def predict(self, X):
        return (self.forward(X) > 0.5).ravel().astype(int)
