# expect: sigmoid-shares-alone
# nnprep: multiclass

import numpy as np


class Output:
    @staticmethod
    def probs(Z):
        s = np.exp(-np.logaddexp(0, -Z))
        return s / s.sum(axis=1, keepdims=True)

    @staticmethod
    def logp(Z):
        Z = Z - Z.max(axis=1, keepdims=True)
        return Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        rng = np.random.default_rng(seed)
        self.K, self.lr = sizes[-1], lr
        self.W = [rng.normal(0, np.sqrt(2 / i), (i, o)) for i, o in zip(sizes, sizes[1:])]
        self.b = [np.zeros((1, o)) for o in sizes[1:]]

    def one_hot(self, y):
        return np.equal.outer(np.asarray(y), np.arange(self.K)).astype(float)

    def _run(self, X):
        A, Z = [X], []
        for W, b in zip(self.W, self.b):
            Z.append(A[-1] @ W + b)
            A.append(np.maximum(Z[-1], 0))
        return A, Z

    def forward(self, X):
        return Output.probs(self._run(X)[1][-1])

    def loss(self, X, y):
        lp = Output.logp(self._run(X)[1][-1])
        return float(-(lp * self.one_hot(y)).sum(axis=1).mean())

    def gradients(self, X, y):
        A, Z = self._run(X)
        d = (np.exp(Output.logp(Z[-1])) - self.one_hot(y)) / len(X)
        gW, gb = [], []
        for k in range(len(Z) - 1, -1, -1):
            gW.insert(0, A[k].T @ d)
            gb.insert(0, np.sum(d, axis=0, keepdims=True))
            if k:
                d = (d @ self.W[k].T) * (Z[k - 1] > 0)
        return gW, gb

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        self.W = [w - self.lr * g for w, g in zip(self.W, gW)]
        self.b = [w - self.lr * g for w, g in zip(self.b, gb)]

    def predict(self, X):
        return self._run(X)[1][-1].argmax(axis=1)
