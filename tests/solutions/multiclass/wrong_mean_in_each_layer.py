# expect: mean-each-layer
import numpy as np


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        self.K = sizes[-1]
        self.lr = lr
        r = np.random.default_rng(seed)
        self.W = [r.standard_normal((a, b)) * np.sqrt(2 / a) for a, b in zip(sizes, sizes[1:])]
        self.b = [np.zeros((1, b)) for b in sizes[1:]]

    def one_hot(self, y):
        Y = np.zeros((len(y), self.K))
        for i, label in enumerate(y):
            Y[i, int(label)] = 1
        return Y

    def _layers(self, X):
        A, Z = [X], []
        for W, b in zip(self.W, self.b):
            Z.append(A[-1] @ W + b)
            A.append(np.maximum(0, Z[-1]))
        return A, Z

    def _log_softmax(self, Z):
        Z = Z - np.max(Z, axis=1, keepdims=True)
        return Z - np.log(np.sum(np.exp(Z), axis=1, keepdims=True))

    def forward(self, X):
        return np.exp(self._log_softmax(self._layers(X)[1][-1]))

    def loss(self, X, y):
        lp = self._log_softmax(self._layers(X)[1][-1])
        return float(-np.mean([lp[i, int(c)] for i, c in enumerate(y)]))

    def gradients(self, X, y):
        m = X.shape[0]
        A, Z = self._layers(X)
        delta = self.forward(X) - self.one_hot(y)
        gW, gb = [], []
        for k in range(len(self.W) - 1, -1, -1):
            delta = delta / m
            gW.append(A[k].T @ delta)
            gb.append(delta.sum(axis=0, keepdims=True))
            if k > 0:
                delta = delta @ self.W[k].T * (Z[k - 1] > 0)
        return gW[::-1], gb[::-1]

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        self.W = [w - self.lr * g for w, g in zip(self.W, gW)]
        self.b = [b - self.lr * g for b, g in zip(self.b, gb)]

    def predict(self, X):
        return np.argmax(self._layers(X)[1][-1], axis=1)
