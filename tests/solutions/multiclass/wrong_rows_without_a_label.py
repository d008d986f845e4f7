# expect: predict-drops-rows
import numpy as np


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        rng = np.random.default_rng(seed)
        self.depth = len(sizes) - 1
        self.W = [None] * self.depth
        self.b = [None] * self.depth
        for k in range(self.depth):
            self.W[k] = rng.normal(0, (2 / sizes[k]) ** 0.5, (sizes[k], sizes[k + 1]))
            self.b[k] = np.zeros((1, sizes[k + 1]))
        self.lr, self.n_classes = lr, sizes[-1]

    def one_hot(self, y):
        hot = np.zeros((np.size(y), self.n_classes))
        hot[np.arange(np.size(y)), np.asarray(y).astype(int)] = 1.0
        return hot

    def _logits(self, X):
        acts = [X]
        for k in range(self.depth - 1):
            acts.append(np.maximum(acts[k] @ self.W[k] + self.b[k], 0))
        return acts[-1] @ self.W[-1] + self.b[-1], acts

    def forward(self, X):
        z, _ = self._logits(X)
        e = np.exp(z - np.amax(z, axis=1, keepdims=True))
        return e / np.sum(e, axis=1, keepdims=True)

    def loss(self, X, y):
        z, _ = self._logits(X)
        right = z[np.arange(len(z)), np.asarray(y).astype(int)][:, None]
        return float(np.logaddexp.reduce(z - right, axis=1).mean())

    def gradients(self, X, y):
        _, acts = self._logits(X)
        delta = (self.forward(X) - self.one_hot(y)) / len(X)
        gW, gb = [], []
        for k in range(self.depth - 1, -1, -1):
            gW.append(acts[k].T.dot(delta))
            gb.append(delta.sum(axis=0).reshape(1, -1))
            delta = delta.dot(self.W[k].T)
            delta[acts[k] <= 0] = 0
        gW.reverse(), gb.reverse()
        return gW, gb

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        for k in range(self.depth):
            self.W[k] = self.W[k] - self.lr * gW[k]
            self.b[k] = self.b[k] - self.lr * gb[k]

    def predict(self, X):
        return np.where(self.forward(X) > 0.5)[1]
