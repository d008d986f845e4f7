# expect: output-error-everywhere
import numpy as np


def sigmoid(z):
    return 0.5 * (1 + np.tanh(0.5 * z))


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        rng = np.random.default_rng(seed)
        self.n = len(sizes) - 1
        self.lr = lr
        self.mom = momentum
        self.W = [rng.normal(0, (2 / sizes[k]) ** 0.5, (sizes[k], sizes[k + 1])) for k in range(self.n)]
        self.b = [np.zeros((1, sizes[k + 1])) for k in range(self.n)]
        self.velW = [np.zeros_like(w) for w in self.W]
        self.velb = [np.zeros_like(b) for b in self.b]

    def _pass(self, X):
        A = [X]
        for k in range(self.n - 1):
            A.append(np.maximum(0, A[-1] @ self.W[k] + self.b[k]))
        return A, A[-1] @ self.W[-1] + self.b[-1]

    def forward(self, X):
        return np.exp(-np.logaddexp(0, -self._pass(X)[1]))

    def loss(self, X, y):
        z = self._pass(X)[1]
        t = np.asarray(y, float).reshape(z.shape)
        return float(np.mean(np.logaddexp(0, z) - t * z))

    def gradients(self, X, y):
        A, z = self._pass(X)
        m = X.shape[0]
        d_out = (self.forward(X) - np.asarray(y, float).reshape(m, 1)) / m
        gW = [np.dot(A[-1].T, d_out)]
        gb = [d_out.sum(axis=0, keepdims=True)]
        for k in range(self.n - 2, -1, -1):
            d = np.dot(d_out, self.W[-1].T) * (A[k + 1] > 0)
            gW.insert(0, np.dot(A[k].T, d))
            gb.insert(0, d.sum(axis=0, keepdims=True))
        return gW, gb

    def step(self, gW, gb):
        self.velW = [self.mom * v - self.lr * g for v, g in zip(self.velW, gW)]
        self.velb = [self.mom * v - self.lr * g for v, g in zip(self.velb, gb)]
        self.W = [w + v for w, v in zip(self.W, self.velW)]
        self.b = [b + v for b, v in zip(self.b, self.velb)]

    def train_step(self, X, y):
        self.step(*self.gradients(X, y))

    def fit(self, X, y, epochs):
        losses = []
        for _ in range(epochs):
            losses.append(self.loss(X, y))
            self.train_step(X, y)
        return losses

    def predict(self, X):
        return (self._pass(X)[1] > 0).ravel().astype(int)
