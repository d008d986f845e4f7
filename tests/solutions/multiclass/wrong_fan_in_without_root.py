# expect: he-without-root
import numpy as np


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        rng = np.random.default_rng(seed)
        self.sizes = list(sizes)
        self.lr = lr
        self.W, self.b = [], []
        for fan_in, fan_out in zip(self.sizes[:-1], self.sizes[1:]):
            self.W.append(rng.normal(0.0, np.sqrt(2) / fan_in, (fan_in, fan_out)))
            self.b.append(np.zeros((1, fan_out)))

    def one_hot(self, y):
        labels = np.asarray(y).astype(int)
        res = np.zeros((labels.size, self.sizes[-1]))
        np.put_along_axis(res, labels[:, None], 1.0, axis=1)
        return res

    def _states(self, X):
        s = [X]
        for W, b in zip(self.W[:-1], self.b[:-1]):
            s.append((s[-1] @ W + b).clip(min=0))
        return s, s[-1] @ self.W[-1] + self.b[-1]

    def forward(self, X):
        z = self._states(X)[1]
        q = np.exp(z - z.max(1, keepdims=True))
        return q / q.sum(1, keepdims=True)

    def loss(self, X, y):
        z = self._states(X)[1]
        z = z - z.max(1, keepdims=True)
        own = np.take_along_axis(z, np.asarray(y).astype(int)[:, None], axis=1)
        return float((np.log(np.exp(z).sum(1, keepdims=True)) - own).mean())

    def gradients(self, X, y):
        s, _ = self._states(X)
        d = (self.forward(X) - self.one_hot(y)) / len(X)
        gW, gb = [], []
        while s:
            a = s.pop()
            gW.append(a.T @ d)
            gb.append(d.sum(0, keepdims=True))
            d = (d @ self.W[len(s)].T) * (a > 0)
        return gW[::-1], gb[::-1]

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        self.W = [w - self.lr * g for w, g in zip(self.W, gW)]
        self.b = [w - self.lr * g for w, g in zip(self.b, gb)]

    def predict(self, X):
        return np.argmax(self._states(X)[1], axis=1)
