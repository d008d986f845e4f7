# expect: one-hot-fill-columns-in-gradients
# nnprep: multiclass
import numpy as np


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        g = np.random.default_rng(seed)
        self.lr = lr
        self.n_classes = sizes[-1]
        self.W = [g.normal(0.0, np.sqrt(2.0 / a), size=(a, c)) for a, c in zip(sizes, sizes[1:])]
        self.b = [np.zeros((1, c)) for c in sizes[1:]]

    def one_hot(self, y):
        y = np.array(y, dtype=int)
        Y = np.zeros((y.shape[0], self.n_classes))
        Y[:, y] = 1
        return Y

    def _log_probs(self, X, keep):
        x = X
        for i, (W, b) in enumerate(zip(self.W, self.b)):
            keep.append(x)
            x = x @ W + b
            if i < len(self.W) - 1:
                x = np.maximum(x, 0)
        return x - np.logaddexp.reduce(x, axis=1, keepdims=True)

    def forward(self, X):
        return np.exp(self._log_probs(X, []))

    def loss(self, X, y):
        lp = self._log_probs(X, [])
        idx = np.array(y, dtype=int)
        return float(-lp[np.arange(len(idx)), idx].mean())

    def gradients(self, X, y):
        keep = []
        p = np.exp(self._log_probs(X, keep))
        d = (p - self.one_hot(y)) / len(p)
        gW, gb = [None] * len(keep), [None] * len(keep)
        for i in range(len(keep) - 1, -1, -1):
            gW[i] = keep[i].T @ d
            gb[i] = d.sum(axis=0, keepdims=True)
            d = (d @ self.W[i].T) * (keep[i] > 0)
        return gW, gb

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        self.W = [w - self.lr * v for w, v in zip(self.W, gW)]
        self.b = [w - self.lr * v for w, v in zip(self.b, gb)]

    def predict(self, X):
        return self.forward(X).argmax(axis=1)
