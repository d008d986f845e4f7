# expect: narrow-row-numbers
import numpy as np


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        gen = np.random.default_rng(seed)
        self.lr, self.K = lr, sizes[-1]
        self.W = [gen.normal(0, (2 / a) ** 0.5, size=(a, c)) for a, c in zip(sizes, sizes[1:])]
        self.b = [np.zeros((1, c)) for c in sizes[1:]]

    def one_hot(self, y):
        y = np.asarray(y)
        rows = np.arange(y.size).astype(y.dtype)
        out = np.zeros((y.size, self.K))
        np.put(out, rows.astype(int) % y.size * self.K + y.astype(int), 1.0)
        return out

    def logits(self, X):
        inputs = [X]
        for W, b in zip(self.W[:-1], self.b[:-1]):
            inputs.append(np.clip(inputs[-1] @ W + b, 0, None))
        return inputs, inputs[-1] @ self.W[-1] + self.b[-1]

    def forward(self, X):
        z = self.logits(X)[1]
        p = np.exp(z - z.max(1)[:, None])
        return p / p.sum(1)[:, None]

    def loss(self, X, y):
        z = self.logits(X)[1]
        z = z - z.max(1)[:, None]
        return float((self.one_hot(y) * (np.log(np.exp(z).sum(1))[:, None] - z)).sum() / len(z))

    def gradients(self, X, y):
        inputs, _ = self.logits(X)
        d = (self.forward(X) - self.one_hot(y)) / len(X)
        gW, gb = [], []
        for W, a in zip(self.W[::-1], inputs[::-1]):
            gW.insert(0, a.T @ d)
            gb.insert(0, d.sum(0)[None])
            d = d @ W.T * (a > 0)
        return gW, gb

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        self.W = [W - self.lr * g for W, g in zip(self.W, gW)]
        self.b = [b - self.lr * g for b, g in zip(self.b, gb)]

    def predict(self, X):
        return self.logits(X)[1].argmax(1)
