# expect: unnamed
# says: gradients raises an error before the first call of forward, and not after it
import numpy as np


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        rng = np.random.default_rng(seed)
        self.lr = lr
        self.momentum = momentum
        self.W, self.b = [], []
        for i in range(1, len(sizes)):
            self.W.append(rng.normal(0, np.sqrt(2 / sizes[i - 1]), (sizes[i - 1], sizes[i])))
            self.b.append(np.zeros((1, sizes[i])))
        self.vW = [0.0] * len(self.W)
        self.vb = [0.0] * len(self.b)
        self.A, self.logit = None, None

    def forward(self, X):
        self.A = [X]
        for W, b in zip(self.W[:-1], self.b[:-1]):
            self.A.append(np.maximum(0, self.A[-1] @ W + b))
        self.logit = self.A[-1] @ self.W[-1] + self.b[-1]
        return np.exp(-np.logaddexp(0, -self.logit))

    def _logits(self, X):
        for W, b in zip(self.W[:-1], self.b[:-1]):
            X = np.maximum(0, X @ W + b)
        return X @ self.W[-1] + self.b[-1]

    def loss(self, X, y):
        z = self._logits(X)
        y = np.asarray(y, dtype=float).reshape(-1, 1)
        return float(np.mean(np.logaddexp(0, z * (1 - 2 * y))))

    def gradients(self, X, y):
        p = np.exp(-np.logaddexp(0, -self.logit))
        d = (p - np.asarray(y, dtype=float).reshape(-1, 1)) / X.shape[0]
        gW, gb = [], []
        for k in reversed(range(len(self.W))):
            gW.append(self.A[k].T @ d)
            gb.append(d.sum(axis=0, keepdims=True))
            d = (d @ self.W[k].T) * (self.A[k] > 0)
        return gW[::-1], gb[::-1]

    def step(self, gW, gb):
        for k in range(len(self.W)):
            self.vW[k] = self.momentum * self.vW[k] - self.lr * gW[k]
            self.vb[k] = self.momentum * self.vb[k] - self.lr * gb[k]
            self.W[k] = self.W[k] + self.vW[k]
            self.b[k] = self.b[k] + self.vb[k]

    def train_step(self, X, y):
        self.forward(X)
        gW, gb = self.gradients(X, y)
        self.step(gW, gb)

    def fit(self, X, y, epochs):
        losses = []
        for _ in range(epochs):
            losses.append(self.loss(X, y))
            self.train_step(X, y)
        return losses

    def predict(self, X):
        return (self._logits(X) > 0).astype(int).ravel()
