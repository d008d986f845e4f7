# expect: update-inside-backward
import numpy as np


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        rng = np.random.default_rng(seed)
        self.lr, self.mu = lr, momentum
        self.W = [rng.normal(0, np.sqrt(2 / i), (i, o)) for i, o in zip(sizes, sizes[1:])]
        self.b = [np.zeros((1, o)) for o in sizes[1:]]
        self.v = {}

    def _pass(self, X):
        a, z = [X], []
        for W, b in zip(self.W, self.b):
            z.append(a[-1] @ W + b)
            a.append(np.maximum(z[-1], 0))
        return a, z

    def forward(self, X):
        return np.exp(-np.logaddexp(0, -self._pass(X)[1][-1]))

    def loss(self, X, y):
        z = self._pass(X)[1][-1][:, 0]
        return np.mean(np.logaddexp(0, z) - np.ravel(y) * z)

    def _backward(self, X, y, visit):
        a, z = self._pass(X)
        delta = (self.forward(X) - np.reshape(y, (-1, 1))) / len(X)
        for k in range(len(self.W) - 1, -1, -1):
            visit(k, a[k].T @ delta, delta.sum(axis=0, keepdims=True))
            if k > 0:
                delta = delta @ self.W[k].T * (z[k - 1] > 0)

    def gradients(self, X, y):
        gW, gb = [None] * len(self.W), [None] * len(self.W)

        def keep(k, dW, db):
            gW[k], gb[k] = dW, db

        self._backward(X, y, keep)
        return gW, gb

    def _move(self, k, dW, db):
        vW, vb = self.v.get(k, (0, 0))
        self.v[k] = self.mu * vW + dW, self.mu * vb + db
        self.W[k] = self.W[k] - self.lr * self.v[k][0]
        self.b[k] = self.b[k] - self.lr * self.v[k][1]

    def step(self, gW, gb):
        for k, (dW, db) in enumerate(zip(gW, gb)):
            self._move(k, dW, db)

    def train_step(self, X, y):
        self._backward(X, y, self._move)

    def fit(self, X, y, epochs):
        history = []
        for _ in range(epochs):
            history.append(self.loss(X, y))
            self.train_step(X, y)
        return history

    def predict(self, X):
        return (self.forward(X)[:, 0] > 0.5).astype(int)
