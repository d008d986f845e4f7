# expect: balanced-gradients
import numpy as np


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        self.lr = lr
        self.J = sizes[-1]
        rng = np.random.default_rng(seed)
        self.W, self.b = [], []
        for r, c in zip(sizes, sizes[1:]):
            self.W.append(rng.normal(0, np.sqrt(2 / r), size=(r, c)))
            self.b.append(np.zeros((1, c)))

    def one_hot(self, y):
        return np.eye(self.J)[np.array(y, dtype=int)]

    def _design(self, X):
        stages = [X]
        for w, c in zip(self.W[:-1], self.b[:-1]):
            stages.append(np.maximum(stages[-1] @ w + c, 0.0))
        return stages

    def _eta(self, stages):
        eta = stages[-1] @ self.W[-1] + self.b[-1]
        return eta - eta.max(axis=1, keepdims=True)

    def forward(self, X):
        e = np.exp(self._eta(self._design(X)))
        return e / e.sum(axis=1, keepdims=True)

    def loss(self, X, y):
        eta = self._eta(self._design(X))
        ll = (eta * self.one_hot(y)).sum(axis=1) - np.log(np.exp(eta).sum(axis=1))
        return float(-ll.mean())

    def gradients(self, X, y):
        stages = self._design(X)
        Y = self.one_hot(y)
        counts = Y.sum(axis=0)
        present = np.count_nonzero(counts)
        sample_weight = 1.0 / (present * (Y @ counts))
        score = (self.forward(X) - Y) * sample_weight[:, None]
        gW, gb = [], []
        for k in range(len(stages) - 1, -1, -1):
            gW.insert(0, stages[k].T @ score)
            gb.insert(0, score.sum(axis=0, keepdims=True))
            score = (score @ self.W[k].T) * (stages[k] > 0)
        return gW, gb

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        self.W = [w - self.lr * g for w, g in zip(self.W, gW)]
        self.b = [c - self.lr * g for c, g in zip(self.b, gb)]

    def predict(self, X):
        return self._eta(self._design(X)).argmax(axis=1)
