# expect: unnamed
import numpy as np


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        rng = np.random.default_rng(seed)
        self.lr, self.momentum = lr, momentum
        self.W, self.b = [], []
        for i in range(len(sizes) - 1):
            self.W.append(rng.normal(0, np.sqrt(2 / sizes[i]), (sizes[i], sizes[i + 1])))
            self.b.append(np.zeros((1, sizes[i + 1])))
        self.vW = [np.zeros_like(w) for w in self.W]
        self.vb = [np.zeros_like(w) for w in self.b]

    def _walk(self, X):
        zs, xs = [], [X]
        for W, b in zip(self.W, self.b):
            zs.append(xs[-1] @ W + b)
            xs.append(zs[-1] * (zs[-1] > 0))
        return zs, xs

    def _sigma(self, z):
        out = np.empty(z.shape)
        pos = z >= 0
        out[pos] = 1 / (1 + np.exp(-z[pos]))
        out[~pos] = np.exp(z[~pos]) / (1 + np.exp(z[~pos]))
        return out

    def forward(self, X):
        return self._sigma(self._walk(X)[0][-1])

    def loss(self, X, y):
        z = self._walk(X)[0][-1]
        y = np.asarray(y, float).reshape(-1, 1)
        return float(np.mean(np.logaddexp(0, z) - z * y))

    def gradients(self, X, y):
        zs, xs = self._walk(X)
        delta = (self._sigma(zs[-1]) - np.asarray(y, float).reshape(-1, 1)) / len(X)
        gW, gb = [xs[-2].T @ delta], [delta.sum(0, keepdims=True)]
        for l in range(2, len(self.W) + 1):
            delta = (delta @ self.W[-l + 1].T) * (zs[-l] > 0)
            gW.insert(0, xs[-l - 1].T @ delta)
            gb.insert(0, delta.sum(0, keepdims=True))
        return gW, gb

    def step(self, gW, gb):
        for i in range(len(self.W)):
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
            if len(losses) > 2 and abs(losses[-2] - losses[-1]) < 1e-5:
                break
            self.train_step(X, y)
        return losses

    def predict(self, X):
        return (self.forward(X)[:, 0] >= 0.5).astype(int)
