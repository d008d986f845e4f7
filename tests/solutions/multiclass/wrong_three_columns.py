# expect: three-classes
# nnprep: multiclass
import numpy as np


N_CLASSES = 3


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        rng = np.random.default_rng(seed)
        self.lr = lr
        self.W = [np.sqrt(2 / n) * rng.standard_normal((n, k)) for n, k in zip(sizes, sizes[1:])]
        self.b = [np.zeros((1, k)) for k in sizes[1:]]

    def one_hot(self, y):
        return np.array([[1.0 if int(label) == c else 0.0 for c in range(N_CLASSES)] for label in y])

    def _feed(self, X):
        h, inputs = X, []
        for k in range(len(self.W)):
            inputs.append(h)
            h = h @ self.W[k] + self.b[k]
            if k != len(self.W) - 1:
                h = np.maximum(h, 0)
        return inputs, h - np.logaddexp.reduce(h, axis=1)[:, None]

    def forward(self, X):
        return np.exp(self._feed(X)[1])

    def loss(self, X, y):
        lp = self._feed(X)[1]
        return float(-np.mean([lp[i, int(c)] for i, c in enumerate(y)]))

    def gradients(self, X, y):
        inputs, lp = self._feed(X)
        d = (np.exp(lp) - self.one_hot(y)) / len(lp)
        gW, gb = [], []
        for a, W in zip(reversed(inputs), reversed(self.W)):
            gW.append(a.T @ d)
            gb.append(d.sum(axis=0, keepdims=True))
            d = d @ W.T * (a > 0)
        return gW[::-1], gb[::-1]

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        self.W = [w - self.lr * g for w, g in zip(self.W, gW)]
        self.b = [w - self.lr * g for w, g in zip(self.b, gb)]

    def predict(self, X):
        return self._feed(X)[1].argmax(axis=1)
