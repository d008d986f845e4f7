# expect: binary-error-through-softmax
from itertools import pairwise

import numpy as np


def softmax(z):
    top = z.max(axis=1, keepdims=True)
    e = np.exp(z - top)
    return e / e.sum(axis=1, keepdims=True)


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        self.lr = lr
        self.n_classes = sizes[-1]
        self.W = []
        self.b = []
        rng = np.random.default_rng(seed)
        for n_in, n_out in pairwise(sizes):
            std = np.sqrt(2 / n_in)
            self.W.append(std * rng.standard_normal((n_in, n_out)))
            self.b.append(np.zeros((1, n_out)))

    def one_hot(self, y):
        labels = np.asarray(y).astype(int)
        Y = np.zeros((len(labels), self.n_classes))
        Y[np.arange(len(labels)), labels] = 1
        return Y

    def forward(self, X):
        self.A, self.Z = [X], []
        for W, b in zip(self.W, self.b, strict=True):
            self.Z.append(self.A[-1] @ W + b)
            self.A.append(np.maximum(self.Z[-1], 0))
        self.A[-1] = softmax(self.Z[-1])
        return self.A[-1]

    def loss(self, X, y):
        self.forward(X)
        z = self.Z[-1]
        z = z - z.max(axis=1, keepdims=True)
        total = np.exp(z).sum(axis=1, keepdims=True)
        log_p = z - np.log(total)
        return float(-np.sum(self.one_hot(y) * log_p) / len(X))

    def gradients(self, X, y):
        P = self.forward(X)
        A, Z = self.A, self.Z
        Y = self.one_hot(y)
        gW, gb = [None] * len(self.W), [None] * len(self.b)
        dP = (-Y / P + (1 - Y) / (1 - P)) / len(X)
        delta = P * (dP - (dP * P).sum(axis=1, keepdims=True))
        for k in reversed(range(len(self.W))):
            gW[k] = A[k].T @ delta
            gb[k] = np.sum(delta, axis=0, keepdims=True)
            if k > 0:
                delta = (delta @ self.W[k].T) * (Z[k - 1] > 0)
        return gW, gb

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        for k in range(len(self.W)):
            self.W[k] = self.W[k] - self.lr * gW[k]
            self.b[k] = self.b[k] - self.lr * gb[k]

    def predict(self, X):
        return np.argmax(self.forward(X), axis=1)
