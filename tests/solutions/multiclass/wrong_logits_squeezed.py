# expect: logits-squeezed
# nnprep: multiclass
import numpy as np


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        rng = np.random.default_rng(seed)
        self.lr, self.K = lr, sizes[-1]
        self.W = [rng.normal(0, np.sqrt(2 / n), (n, k)) for n, k in zip(sizes, sizes[1:])]
        self.b = [np.zeros((1, k)) for k in sizes[1:]]

    def one_hot(self, y):
        return np.eye(self.K)[np.asarray(y, dtype=int)]

    def _hidden(self, X):
        h = [X]
        for W, b in zip(self.W[:-1], self.b[:-1]):
            h.append(np.maximum(h[-1] @ W + b.ravel(), 0))
        return h

    def _log_p(self, h):
        z = np.squeeze(h[-1] @ self.W[-1] + self.b[-1])
        z = z - z.max(axis=1, keepdims=True)
        return z - np.log(np.exp(z).sum(axis=1, keepdims=True))

    def forward(self, X):
        return np.exp(self._log_p(self._hidden(X)))

    def loss(self, X, y):
        lp = self._log_p(self._hidden(X))
        return float(np.mean(-lp[self.one_hot(y).astype(bool)]))

    def gradients(self, X, y):
        h = self._hidden(X)
        d = (np.exp(self._log_p(h)) - self.one_hot(y)) / len(X)
        gW, gb = [], []
        for a, W in zip(h[::-1], self.W[::-1]):
            gW.append(a.T @ d)
            gb.append(d.sum(axis=0, keepdims=True))
            d = (d @ W.T) * (a > 0)
        return gW[::-1], gb[::-1]

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        self.W = [w - self.lr * g for w, g in zip(self.W, gW)]
        self.b = [w - self.lr * g for w, g in zip(self.b, gb)]

    def predict(self, X):
        return self._log_p(self._hidden(X)).argmax(axis=1)
