# expect: unnamed
import numpy as np
class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        rng = np.random.default_rng(seed or None)
        self.lr, self.m = lr, momentum
        self.W, self.b = [], []
        for i in range(1, len(sizes)):
            self.W += [rng.normal(0.0, np.sqrt(2.0 / sizes[i - 1]), size=(sizes[i - 1], sizes[i]))]
            self.b += [np.zeros((1, sizes[i]))]
        self.mem = {}
    def _z(self, X):
        A = [np.asarray(X, float)]
        for W, b in zip(self.W, self.b):
            Z = A[-1] @ W + b
            A.append(np.where(Z > 0, Z, 0))
        return A, Z
    def forward(self, X):
        return 0.5 + 0.5 * np.tanh(0.5 * self._z(X)[1])
    def loss(self, X, y):
        z = self._z(X)[1][:, 0]
        sign = 1 - 2.0 * np.ravel(y)
        return float(np.logaddexp(0, sign * z).mean())
    def gradients(self, X, y):
        A, z = self._z(X)
        d = (0.5 + 0.5 * np.tanh(0.5 * z) - np.ravel(y)[:, None]) / len(z)
        g = []
        for k in range(len(self.W))[::-1]:
            g.append((A[k].T @ d, d.sum(0)[None]))
            d = (d @ self.W[k].T) * (A[k] > 0)
        g.reverse()
        return [w for w, _ in g], [b for _, b in g]
    def step(self, gW, gb):
        for name, params, grads in (("W", self.W, gW), ("b", self.b, gb)):
            for k, g in enumerate(grads):
                v = self.m * self.mem.get((name, k), 0) - self.lr * g
                self.mem[name, k] = v
                params[k] = params[k] + v
    def train_step(self, X, y):
        self.step(*self.gradients(X, y))
    def fit(self, X, y, epochs):
        h = []
        for _ in range(epochs):
            h.append(self.loss(X, y))
            self.train_step(X, y)
        return h
    def predict(self, X):
        return (self._z(X)[1][:, 0] > 0).astype(int)
