# expect: default-lr + nesterov
# nnprep: mlp
import numpy as np


class MLP:
    def __init__(self, sizes, lr=0.01, momentum=0.0, seed=0):
        rng = np.random.default_rng(seed)
        self.lr = lr
        self.momentum = momentum
        self.params = None
        self.W = [rng.normal(0, (2 / n) ** 0.5, (n, k)) for n, k in zip(sizes, sizes[1:])]
        self.b = [np.zeros((1, k)) for k in sizes[1:]]
        self.v = [np.zeros_like(p) for p in self.W + self.b]

    @staticmethod
    def _sigmoid(z):
        return (np.tanh(z / 2) + 1) / 2

    def _stack(self, X):
        a = [X]
        *hidden, last = zip(self.W, self.b)
        for W, b in hidden:
            a.append(np.maximum(a[-1] @ W + b, 0))
        return a, a[-1] @ last[0] + last[1]

    def forward(self, X):
        return self._sigmoid(self._stack(X)[1])

    def loss(self, X, y):
        _, z = self._stack(X)
        t = np.asarray(y).reshape(-1, 1)
        return float(np.logaddexp(0, np.where(t == 1, -z, z)).mean())

    def gradients(self, X, y):
        a, z = self._stack(X)
        e = (self._sigmoid(z) - np.asarray(y).reshape(-1, 1)) / len(z)
        gW, gb = [], []
        for act, W in zip(a[::-1], self.W[::-1]):
            gW.append(act.T @ e)
            gb.append(e.sum(axis=0, keepdims=True))
            e = np.where(act > 0, e @ W.T, 0)
        return gW[::-1], gb[::-1]

    def step(self, gW, gb):
        params = self.W + self.b
        for i, g in enumerate(list(gW) + list(gb)):
            self.v[i] = self.momentum * self.v[i] - self.lr * g
            params[i] = params[i] + self.momentum * self.v[i] - self.lr * g
        n = len(self.W)
        self.W, self.b = params[:n], params[n:]

    def train_step(self, X, y):
        self.step(*self.gradients(X, y))

    def fit(self, X, y, epochs):
        curve = []
        for _ in range(epochs):
            curve.append(self.loss(X, y))
            self.train_step(X, y)
        return curve

    def predict(self, X):
        return (self._stack(X)[1] > 0).astype(int).ravel()
