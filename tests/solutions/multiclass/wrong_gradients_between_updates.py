# expect: gradients-between-updates
import numpy as np


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        rng = np.random.default_rng(seed)
        self.sizes = sizes
        self.lr = lr
        self.W = [rng.normal(0, np.sqrt(2 / n), (n, m)) for n, m in zip(sizes[:-1], sizes[1:])]
        self.b = [np.zeros((1, m)) for m in sizes[1:]]

    def one_hot(self, y):
        out = np.zeros((len(y), self.sizes[-1]))
        out[np.arange(len(y)), np.asarray(y, dtype=int)] = 1
        return out

    def _softmax(self, z):
        z = z - z.max(axis=1, keepdims=True)
        e = np.exp(z)
        return e / e.sum(axis=1, keepdims=True)

    def _acts(self, X):
        acts = [X]
        for k in range(len(self.W)):
            z = acts[-1] @ self.W[k] + self.b[k]
            if k < len(self.W) - 1:
                z = np.maximum(0, z)
            acts.append(z)
        return acts

    def forward(self, X):
        return self._softmax(self._acts(X)[-1])

    def loss(self, X, y):
        z = self._acts(X)[-1]
        z = z - z.max(axis=1, keepdims=True)
        logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        idx = np.asarray(y, dtype=int)
        return float(-logp[np.arange(len(idx)), idx].mean())

    def gradients(self, X, y):
        acts = self._acts(X)
        dz = (self._softmax(acts[-1]) - self.one_hot(y)) / X.shape[0]
        gW, gb = [], []
        for k in range(len(self.W) - 1, -1, -1):
            gW.insert(0, acts[k].T @ dz)
            gb.insert(0, dz.sum(axis=0, keepdims=True))
            if k > 0:
                dz = (dz @ self.W[k].T) * (acts[k] > 0)
        return gW, gb

    def train_step(self, X, y):
        for k in range(len(self.W) - 1, -1, -1):
            gW, gb = self.gradients(X, y)
            self.W[k] = self.W[k] - self.lr * gW[k]
            self.b[k] = self.b[k] - self.lr * gb[k]

    def predict(self, X):
        return np.argmax(self.forward(X), axis=1)
