# expect: unnamed
# says: gradients raises an error before the first call of forward, and not after it
import numpy as np


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        rng = np.random.default_rng(seed)
        self.lr = lr
        self.n_classes = int(sizes[-1])
        self.cache = None
        self.W = []
        self.b = []
        for fan_in, fan_out in zip(sizes[:-1], sizes[1:]):
            self.W.append(rng.normal(0, np.sqrt(2 / fan_in), size=(fan_in, fan_out)))
            self.b.append(np.zeros((1, fan_out)))

    def one_hot(self, y):
        oh = np.zeros((len(y), self.n_classes))
        oh[np.arange(len(y)), np.asarray(y).astype(int)] = 1
        return oh

    def _logits(self, X):
        A, cache = X, []
        for k in range(len(self.W)):
            Z = A @ self.W[k] + self.b[k]
            cache.append((A, Z))
            A = np.maximum(0, Z)
        return Z, cache

    def _softmax(self, Z):
        E = np.exp(Z - Z.max(axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)

    def forward(self, X):
        Z, self.cache = self._logits(X)
        return self._softmax(Z)

    def loss(self, X, y):
        Z, _ = self._logits(X)
        m = Z.max(axis=1, keepdims=True)
        logp = Z - m - np.log(np.sum(np.exp(Z - m), axis=1, keepdims=True))
        return float(-np.mean(logp[np.arange(len(Z)), np.asarray(y).astype(int)]))

    def gradients(self, X, y):
        m = X.shape[0]
        dZ = (self._softmax(self.cache[-1][1]) - self.one_hot(y)) / m
        gW, gb = [], []
        for k in range(len(self.W) - 1, -1, -1):
            A_prev, _ = self.cache[k]
            gW.insert(0, A_prev.T @ dZ)
            gb.insert(0, dZ.sum(axis=0, keepdims=True))
            if k > 0:
                dZ = (dZ @ self.W[k].T) * (self.cache[k - 1][1] > 0)
        return gW, gb

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        for k in range(len(self.W)):
            self.W[k] = self.W[k] - self.lr * gW[k]
            self.b[k] = self.b[k] - self.lr * gb[k]

    def predict(self, X):
        Z, _ = self._logits(X)
        return np.argmax(Z, axis=1)
