# expect: derived:flat + predict-logit-at-half
import numpy as np


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        rng = np.random.default_rng(seed)
        self.lr = lr
        self.mu = momentum
        self.W = [np.sqrt(2 / i) * rng.standard_normal((i, o)) for i, o in zip(sizes, sizes[1:])]
        self.b = [np.zeros((1, o)) for o in sizes[1:]]
        self.v = None

    def _forward(self, X):
        acts = [X]
        for W, b in zip(self.W[:-1], self.b[:-1]):
            acts.append(np.maximum(np.einsum("mi,io->mo", acts[-1], W) + b, 0))
        logit = np.einsum("mi,io->mo", acts[-1], self.W[-1]) + self.b[-1]
        return acts, logit

    @staticmethod
    def _sigmoid(t):
        return np.exp(-np.logaddexp(0, -t))

    def forward(self, X):
        return self._sigmoid(self._forward(X)[1])

    def loss(self, X, y):
        logit = self._forward(X)[1]
        sign = 1 - 2 * np.asarray(y, dtype=float).ravel()
        return float(np.logaddexp(0, sign * logit).mean())

    def gradients(self, X, y):
        acts, logit = self._forward(X)
        y = np.reshape(y, logit.shape).astype(float)
        d = (self._sigmoid(logit) - y) / len(y)
        gW, gb = [], []
        for W, a in zip(self.W[::-1], acts[::-1]):
            gW.append(np.einsum("mi,mo->io", a, d))
            gb.append(d.sum(0, keepdims=True))
            d = np.einsum("mo,io->mi", d, W) * (a > 0)
        return gW[::-1], gb[::-1]

    def step(self, gW, gb):
        g = list(gW) + list(gb)
        if self.v is None:
            self.v = [np.zeros_like(x) for x in g]
        self.v = [self.mu * v - self.lr * x for v, x in zip(self.v, g)]
        n = len(self.W)
        self.W = [p + v for p, v in zip(self.W, self.v[:n])]
        self.b = [p + v for p, v in zip(self.b, self.v[n:])]

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        self.step(gW, gb)

    def fit(self, X, y, epochs):
        out = []
        for t in range(epochs):
            out.append(self.loss(X, y))
            self.train_step(X, y)
        return out

    def predict(self, X):
        return (self._forward(X)[1] > 0.5).astype(np.int64)[:, 0]
