# expect: he-first-width
import numpy as np


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        rng = np.random.default_rng(seed)
        self.lr = lr
        self.n_classes = sizes[-1]
        std = np.sqrt(2.0 / sizes[0])
        self.W = [rng.normal(0, std, (sizes[k], sizes[k + 1])) for k in range(len(sizes) - 1)]
        self.b = [np.zeros((1, sizes[k + 1])) for k in range(len(sizes) - 1)]

    def one_hot(self, y):
        y = np.asarray(y, dtype=int)
        return np.eye(self.n_classes)[y]

    def _pass(self, X):
        acts, a = [], X
        for W, b in zip(self.W, self.b):
            acts.append(a)
            z = a @ W + b
            a = np.where(z > 0, z, 0)
        return acts, z - z.max(axis=1, keepdims=True)

    def forward(self, X):
        _, z = self._pass(X)
        e = np.exp(z)
        return e / e.sum(axis=1, keepdims=True)

    def loss(self, X, y):
        _, z = self._pass(X)
        picked = z[np.arange(len(z)), np.asarray(y, dtype=int)]
        return float(np.mean(np.log(np.exp(z).sum(axis=1)) - picked))

    def gradients(self, X, y):
        acts, _ = self._pass(X)
        m = X.shape[0]
        dz = (self.forward(X) - self.one_hot(y)) / m
        gW, gb = [], []
        for k in range(len(self.W) - 1, -1, -1):
            gW.append(acts[k].T @ dz)
            gb.append(np.sum(dz, axis=0, keepdims=True))
            dz = (dz @ self.W[k].T) * (acts[k] > 0)
        return gW[::-1], gb[::-1]

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        for k in range(len(self.W)):
            self.W[k] = self.W[k] - self.lr * gW[k]
            self.b[k] = self.b[k] - self.lr * gb[k]

    def predict(self, X):
        return np.argmax(self.forward(X), axis=1)
