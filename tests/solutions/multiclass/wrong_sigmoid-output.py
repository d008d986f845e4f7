# expect: sigmoid-output
import numpy as np


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        self.depth, self.lr, self.classes = len(sizes) - 1, lr, int(sizes[-1])
        generator = np.random.RandomState(seed)
        self.p = {}
        for k in range(self.depth):
            std = np.sqrt(2 / sizes[k])
            self.p["W", k] = generator.normal(0, std, (sizes[k], sizes[k + 1]))
            self.p["b", k] = np.zeros((1, sizes[k + 1]))

    def __getattr__(self, name):
        if name in ("W", "b"):
            return [self.p[name, k] for k in range(self.depth)]
        raise AttributeError(name)

    def __setattr__(self, name, value):
        if name in ("W", "b"):
            for k, array in enumerate(value):
                self.p[name, k] = array
        else:
            super().__setattr__(name, value)

    def one_hot(self, y):
        flat = np.zeros(len(y) * self.classes, dtype=int)
        flat[np.arange(len(y)) * self.classes + np.asarray(y, dtype=int)] = 1
        return flat.reshape(len(y), self.classes)

    def forward(self, X):
        self.cache = {"a0": X}
        for k in range(self.depth):
            z = self.cache[f"a{k}"] @ self.p["W", k] + self.p["b", k]
            self.cache[f"z{k + 1}"] = z
            self.cache[f"a{k + 1}"] = z.clip(min=0)
        shifted = z - z.max(axis=1)[:, None]
        self.log_p = shifted - np.log(np.exp(shifted).sum(axis=1))[:, None]
        self.P = 0.5 + 0.5 * np.tanh(z / 2)
        return self.P

    def loss(self, X, y):
        self.forward(X)
        return -np.take_along_axis(self.log_p, np.asarray(y, dtype=int)[:, None], axis=1).mean()

    def gradients(self, X, y):
        m = len(X)
        d = self.forward(X).copy()
        d[range(m), np.asarray(y, dtype=int)] -= 1.0
        d *= 1.0 / m
        g = {}
        for k in range(self.depth - 1, -1, -1):
            g["W", k] = self.cache[f"a{k}"].T @ d
            g["b", k] = np.ones((1, m)) @ d
            if k:
                d = d @ self.p["W", k].T * (self.cache[f"z{k}"] > 0)
        return [g["W", k] for k in range(self.depth)], [g["b", k] for k in range(self.depth)]

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        for k in range(self.depth):
            self.p["W", k] = self.p["W", k] - self.lr * gW[k]
            self.p["b", k] = self.p["b", k] - self.lr * gb[k]

    def predict(self, X):
        return np.argsort(self.forward(X), axis=1)[:, -1].astype("uint8")
