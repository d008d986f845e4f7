# expect: output-weights-lecun

import numpy as np


def softmax(z):
    z = np.maximum(z - z.max(axis=1, keepdims=True), -700)
    e = np.exp(z)
    return e / e.sum(axis=1, keepdims=True)


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        self.sizes, self.lr = sizes, lr
        self.L = len(sizes) - 1
        self.rng = np.random.default_rng(seed)
        self.W = [None] * self.L
        self.b = [None] * self.L
        for k in range(self.L):
            self.W[k] = self.rng.normal(
                0, np.sqrt((2 if k < self.L - 1 else 1) / sizes[k]), (sizes[k], sizes[k + 1])
            )
            self.b[k] = np.zeros((1, sizes[k + 1]))

    def one_hot(self, y):
        y = np.array(y, dtype=int).flatten()
        assert y.min() >= 0 and y.max() < self.sizes[-1], "label out of range"
        return np.eye(self.sizes[-1], dtype=float)[y]

    def forward(self, X):
        self.cache = [X]
        out = X
        for k in range(self.L - 1):
            out = np.maximum(out @ self.W[k] + self.b[k], 0)
            self.cache.append(out)
        self.Z = out @ self.W[-1] + self.b[-1]
        self.P = softmax(self.Z)
        return self.P

    def loss(self, X, y):
        self.forward(X)
        s = self.Z - self.Z.max(axis=1, keepdims=True)
        lse = np.log(np.exp(np.maximum(s, -700)).sum(axis=1))
        t = np.asarray(y).astype(int)
        return float(np.mean(lse - s[np.arange(t.size), t]))

    def gradients(self, X, y):
        delta = self.forward(X) - self.one_hot(y)
        gW, gb = [None] * self.L, [None] * self.L
        for k in reversed(range(self.L)):
            gW[k] = self.cache[k].T @ delta / X.shape[0]
            gb[k] = delta.mean(axis=0, keepdims=True)
            if k > 0:
                delta = (delta @ self.W[k].T) * (self.cache[k] > 0)
        return gW, gb

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        for k in range(self.L):
            self.W[k] -= self.lr * gW[k]
            self.b[k] -= self.lr * gb[k]
        print("step done")

    def predict(self, X):
        return np.argmax(self.forward(X), axis=1)


if __name__ == "__main__":
    import doctest

    doctest.testmod()
