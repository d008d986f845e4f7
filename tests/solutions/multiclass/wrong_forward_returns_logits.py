# expect: forward-returns-logits
import numpy as np


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        g = np.random.default_rng(seed)
        self.lr = lr
        self.num_classes = sizes[-1]
        self.W = [g.standard_normal((i, o)) * np.sqrt(2 / i) for i, o in zip(sizes[:-1], sizes[1:])]
        self.b = [np.zeros((1, o)) for o in sizes[1:]]

    def one_hot(self, y):
        res = np.zeros((len(y), self.num_classes))
        for row, label in zip(res, y):
            row[int(label)] = 1.0
        return res

    def forward(self, X):
        h = X
        self.saved = []
        for k in range(len(self.W)):
            self.saved.append(h)
            h = h @ self.W[k] + self.b[k]
            if k + 1 < len(self.W):
                h = np.maximum(h, 0)
        return h

    def loss(self, X, y):
        logits = self.forward(X)
        logits = logits - logits.max(axis=1, keepdims=True)
        lse = np.log(np.exp(logits).sum(axis=1))
        picked = (logits * self.one_hot(y)).sum(axis=1)
        return float((lse - picked).mean())

    def gradients(self, X, y):
        logits = self.forward(X)
        e = np.exp(logits - logits.max(axis=1, keepdims=True))
        delta = e / e.sum(axis=1, keepdims=True) - self.one_hot(y)
        delta /= len(delta)
        gW = [None] * len(self.W)
        gb = [None] * len(self.W)
        for k in range(len(self.W) - 1, -1, -1):
            gW[k] = self.saved[k].T @ delta
            gb[k] = delta.sum(axis=0, keepdims=True)
            delta = (delta @ self.W[k].T) * (self.saved[k] > 0)
        return gW, gb

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        for k in range(len(gW)):
            self.W[k] = self.W[k] - self.lr * gW[k]
            self.b[k] = self.b[k] - self.lr * gb[k]

    def predict(self, X):
        return self.forward(X).argmax(1)
