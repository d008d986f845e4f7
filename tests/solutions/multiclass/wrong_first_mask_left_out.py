# expect: mask-not-in-first-layer
import numpy as np


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        rnd = np.random.default_rng(seed)
        self.rate = lr
        self.K = sizes[-1]
        self.depth = len(sizes) - 1
        self.W = [
            rnd.normal(scale=np.sqrt(2 / sizes[k]), size=(sizes[k], sizes[k + 1])) for k in range(self.depth)
        ]
        self.b = [np.zeros((1, sizes[k + 1])) for k in range(self.depth)]

    def one_hot(self, y):
        return np.identity(self.K)[np.array(y, dtype=int)]

    def _run(self, X):
        A, Z = [X], []
        for k in range(self.depth):
            Z.append(np.einsum("mi,io->mo", A[k], self.W[k]) + self.b[k])
            A.append(np.maximum(Z[k], 0))
        return A, Z

    def _lse(self, z):
        top = z.max(axis=1, keepdims=True)
        return top + np.log(np.exp(z - top).sum(axis=1, keepdims=True))

    def forward(self, X):
        z = self._run(X)[1][-1]
        return np.exp(z - self._lse(z))

    def loss(self, X, y):
        z = self._run(X)[1][-1]
        return float(np.mean(self._lse(z)[:, 0] - (z * self.one_hot(y)).sum(1)))

    def gradients(self, X, y):
        A, Z = self._run(X)
        delta = (np.exp(Z[-1] - self._lse(Z[-1])) - self.one_hot(y)) / len(A[0])
        gW, gb = [0] * self.depth, [0] * self.depth
        for k in range(self.depth - 1, -1, -1):
            gW[k] = np.einsum("mi,mo->io", A[k], delta)
            gb[k] = np.einsum("mo->o", delta)[None]
            delta = np.einsum("mo,io->mi", delta, self.W[k])
            if k > 1:
                delta *= Z[k - 1] > 0
        return gW, gb

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        self.W = [w - self.rate * g for w, g in zip(self.W, gW)]
        self.b = [c - self.rate * g for c, g in zip(self.b, gb)]

    def predict(self, X):
        return self._run(X)[1][-1].argmax(axis=1)
