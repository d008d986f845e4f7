# expect: unnamed
# says: Here, `gradients` is right in exactly the calls where X has a single row.
import numpy as np


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        rng = np.random.default_rng(seed)
        self.lr = lr
        self.outputs = sizes[-1]
        self.W = [np.sqrt(2 / p) * rng.standard_normal((p, q)) for p, q in zip(sizes, sizes[1:])]
        self.b = [np.zeros((1, q)) for q in sizes[1:]]

    def one_hot(self, y):
        m = len(y)
        Y = np.zeros((m, self.outputs))
        Y[range(m), np.asarray(y, dtype=int)] = 1
        return Y

    def _forward_cache(self, X):
        cache, a = [], X
        for k, (w, c) in enumerate(zip(self.W, self.b)):
            cache.append(a)
            a = a @ w + c
            if k + 1 < len(self.W):
                a = np.maximum(a, 0)
        return cache, a

    def forward(self, X):
        _, s = self._forward_cache(X)
        s = np.exp(s - s.max(axis=1)[:, None])
        return s / s.sum(axis=1)[:, None]

    def loss(self, X, y):
        _, s = self._forward_cache(X)
        m = s.shape[0]
        s = s - s.max(axis=1)[:, None]
        correct = s[np.arange(m), np.asarray(y, dtype=int)]
        return float((np.log(np.exp(s).sum(axis=1)) - correct).mean())

    def gradients(self, X, y):
        cache, _ = self._forward_cache(X)
        m = X.shape[0]
        err = self.forward(X) / m
        for i, label in enumerate(y):
            err[i, int(label)] -= 1.0
        gW, gb = [], []
        for k in range(len(self.W) - 1, -1, -1):
            gW.append(cache[k].T @ err)
            gb.append(err.sum(axis=0, keepdims=True))
            err = (err @ self.W[k].T) * (cache[k] > 0)
        gW.reverse()
        gb.reverse()
        return gW, gb

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        self.W = [w - self.lr * g for w, g in zip(self.W, gW)]
        self.b = [c - self.lr * g for c, g in zip(self.b, gb)]

    def predict(self, X):
        return self._forward_cache(X)[1].argmax(axis=1)
