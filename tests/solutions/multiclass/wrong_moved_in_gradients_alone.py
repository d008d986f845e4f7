# expect: moved-in-gradients-alone
import numpy as np


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        self.lr = lr
        self.K = sizes[-1]
        rng = np.random.default_rng(seed)
        self.W = [rng.normal(0, np.sqrt(2 / sizes[i]), (sizes[i], sizes[i + 1])) for i in range(len(sizes) - 1)]
        self.b = [np.zeros((1, sizes[i + 1])) for i in range(len(sizes) - 1)]

    def one_hot(self, y):
        y = np.asarray(y).astype(int)
        Y = np.zeros((len(y), self.K))
        Y[np.arange(len(y)), y] = 1
        return Y

    def _hidden(self, X):
        hs = [X]
        for i in range(len(self.W) - 1):
            hs.append(np.maximum(0, hs[i] @ self.W[i] + self.b[i]))
        return hs

    def _logsoft(self, h):
        z = h @ self.W[-1] + self.b[-1]
        z = z - z.max(axis=1, keepdims=True)
        return z - np.log(np.exp(z).sum(axis=1, keepdims=True))

    def forward(self, X):
        return np.exp(self._logsoft(self._hidden(X)[-1]))

    def loss(self, X, y):
        return float(-np.mean(np.sum(self.one_hot(y) * self._logsoft(self._hidden(X)[-1]), axis=1)))

    def gradients(self, X, y):
        hs = self._hidden(X)
        delta = (np.exp(self._logsoft(hs[-1])) - self.one_hot(y)) / len(X)
        gW = [None] * len(self.W)
        gb = [None] * len(self.b)
        for i in range(len(self.W) - 1, -1, -1):
            gW[i] = hs[i].T @ delta
            gb[i] = delta.sum(axis=0, keepdims=True)
            self.W[i] = self.W[i] - self.lr * gW[i]
            self.b[i] = self.b[i] - self.lr * gb[i]
            delta = (delta @ self.W[i].T) * (hs[i] > 0)
        return gW, gb

    def train_step(self, X, y):
        self.gradients(X, y)

    def predict(self, X):
        return np.argmax(self.forward(X), axis=1)
