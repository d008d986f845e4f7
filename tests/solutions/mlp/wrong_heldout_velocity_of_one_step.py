# expect: bias-gradient-mean + derived:forgotten
import numpy as np


def log_sigmoid(z):
    return -np.logaddexp(0, -z)


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        rng = np.random.default_rng(seed)
        self.lr = lr
        self.momentum = momentum
        self.W = [rng.normal(0, np.sqrt(2 / n), (n, k)) for n, k in zip(sizes, sizes[1:])]
        self.b = [np.zeros((1, k)) for k in sizes[1:]]
        self.v = {}

    def _pass(self, X):
        zs, acts = [], [X]
        for i, (W, b) in enumerate(zip(self.W, self.b), 1):
            zs.append(acts[-1] @ W + b)
            if i < len(self.W):
                acts.append(np.where(zs[-1] > 0, zs[-1], 0))
        return zs, acts

    def forward(self, X):
        zs, _ = self._pass(X)
        return np.exp(log_sigmoid(zs[-1]))

    def loss(self, X, y):
        zs, _ = self._pass(X)
        z = zs[-1][:, 0]
        y = np.asarray(y).ravel()
        return float(-(y * log_sigmoid(z) + (1 - y) * log_sigmoid(-z)).mean())

    def gradients(self, X, y):
        zs, acts = self._pass(X)
        p = np.exp(log_sigmoid(zs[-1]))
        delta = (p - np.asarray(y).reshape(p.shape)) / p.shape[0]
        deltas = [delta]
        for W, z in zip(self.W[:0:-1], zs[-2::-1]):
            delta = (delta @ W.T) * (z > 0)
            deltas.insert(0, delta)
        gW = [a.T @ d for a, d in zip(acts, deltas)]
        gb = [d.mean(axis=0, keepdims=True) for d in deltas]
        return gW, gb

    def step(self, gW, gb):
        for name, params, grads in (("W", self.W, gW), ("b", self.b, gb)):
            for i in range(len(params)):
                v = self.momentum * self.v.get((name, i), 0) - self.lr * grads[i]
                params[i] = params[i] + v
                self.v[name, i] = -self.lr * grads[i]

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        self.step(gW, gb)

    def fit(self, X, y, epochs):
        losses = []
        for _ in range(epochs):
            losses += [self.loss(X, y)]
            self.train_step(X, y)
        return losses

    def predict(self, X):
        return (self._pass(X)[0][-1][:, 0] > 0) * 1
