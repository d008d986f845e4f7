# expect: mask-of-last-hidden
import numpy as np


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        source = np.random.default_rng(seed)
        self.lr, self.mom = lr, momentum
        dims = list(zip(sizes, sizes[1:]))
        self.W = [source.normal(0, np.sqrt(2 / d[0]), d) for d in dims]
        self.b = [np.zeros((1, d[1])) for d in dims]
        self.dW = [np.zeros(d) for d in dims]
        self.db = [np.zeros((1, d[1])) for d in dims]

    def _forward(self, X):
        stack, cur = [], X
        for W, b in zip(self.W[:-1], self.b[:-1]):
            stack.append(cur)
            pre = cur @ W + b
            cur = np.maximum(pre, 0)
        stack.append(cur)
        z = cur @ self.W[-1] + self.b[-1]
        return stack, cur > 0, z

    def forward(self, X):
        z = self._forward(X)[2]
        return np.exp(-np.logaddexp(0.0, -z))

    def loss(self, X, y):
        z = self._forward(X)[2]
        y = np.asarray(y, dtype=float).reshape(-1, 1)
        return float(np.mean(y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)))

    def gradients(self, X, y):
        stack, active, z = self._forward(X)
        y = np.asarray(y, dtype=float).reshape(-1, 1)
        d = (np.exp(-np.logaddexp(0.0, -z)) - y) / y.shape[0]
        gW, gb = [], []
        for k in range(len(self.W))[::-1]:
            gW.insert(0, stack[k].T @ d)
            gb.insert(0, d.sum(axis=0, keepdims=True))
            if k > 0:
                d = (d @ self.W[k].T) * active
        return gW, gb

    def step(self, gW, gb):
        for k in range(len(self.W)):
            self.dW[k] = self.mom * self.dW[k] - self.lr * gW[k]
            self.db[k] = self.mom * self.db[k] - self.lr * gb[k]
        self.W = [p + q for p, q in zip(self.W, self.dW)]
        self.b = [p + q for p, q in zip(self.b, self.db)]

    def train_step(self, X, y):
        self.step(*self.gradients(X, y))

    def fit(self, X, y, epochs):
        r = []
        for _ in range(epochs):
            r.append(self.loss(X, y)); self.train_step(X, y)
        return r

    def predict(self, X):
        return (self.forward(X).ravel() >= 0.5).astype(int)
