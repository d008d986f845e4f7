# expect: first-arrays-moved + predict-threshold-0
import numpy as np


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        rng = np.random.default_rng(seed)
        self.lr, self.momentum = lr, momentum
        self.W = [rng.normal(0, np.sqrt(2 / i), (i, o)) for i, o in zip(sizes, sizes[1:])]
        self.b = [np.zeros((1, o)) for o in sizes[1:]]
        self._params = self.W + self.b
        self._velocity = [np.zeros_like(p) for p in self._params]

    def _layers(self, X):
        out = [X]
        for i, (W, b) in enumerate(zip(self.W, self.b), 1):
            z = out[-1] @ W + b
            out.append(np.maximum(z, 0) if i < len(self.W) else z)
        return out

    def forward(self, X):
        return 0.5 + 0.5 * np.tanh(self._layers(X)[-1] / 2)

    def loss(self, X, y):
        z = self._layers(X)[-1]
        y = np.asarray(y, float).reshape(-1, 1)
        return float(np.mean(np.logaddexp(0, z) - y * z))

    def gradients(self, X, y):
        *acts, z = self._layers(X)
        d = (0.5 + 0.5 * np.tanh(z / 2) - np.asarray(y, float).reshape(-1, 1)) / len(X)
        gW, gb = [], []
        for a, W in zip(acts[::-1], self.W[::-1]):
            gW = [a.T @ d] + gW
            gb = [d.sum(axis=0, keepdims=True)] + gb
            d = (d @ W.T) * (a > 0)
        return gW, gb

    def step(self, gW, gb):
        for p, v, g in zip(self._params, self._velocity, list(gW) + list(gb)):
            v *= self.momentum
            v -= self.lr * g
            p += v

    def train_step(self, X, y):
        self.step(*self.gradients(X, y))

    def fit(self, X, y, epochs):
        losses = []
        for _ in range(epochs):
            losses.append(self.loss(X, y))
            self.train_step(X, y)
        return losses

    def predict(self, X):
        return (self.forward(X)[:, 0] > 0).astype(int)
