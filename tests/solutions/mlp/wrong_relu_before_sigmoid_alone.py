# expect: relu-before-sigmoid
import numpy as np


class _Momentum:
    def __init__(self, lr, mu):
        self.lr, self.mu, self.state = lr, mu, None

    def moves(self, grads):
        if self.state is None:
            self.state = [np.zeros(np.shape(g)) for g in grads]
        self.state = [self.mu * s - self.lr * g for s, g in zip(self.state, grads)]
        return self.state


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        rng = np.random.default_rng(seed)
        self.W = [rng.normal(scale=np.sqrt(2.0 / sizes[k]), size=(sizes[k], sizes[k + 1]))
                  for k in range(len(sizes) - 1)]
        self.b = [np.zeros((1, n)) for n in sizes[1:]]
        self._opt_W = _Momentum(lr, momentum)
        self._opt_b = _Momentum(lr, momentum)

    def _logits(self, X, k=0):
        z = X @ self.W[k] + self.b[k]
        if k == len(self.W) - 1:
            return z
        return self._logits(np.maximum(z, 0), k + 1)

    @staticmethod
    def _sigmoid(z):
        e = np.exp(-np.abs(z))
        return np.where(z >= 0, 1 / (1 + e), e / (1 + e))

    def forward(self, X):
        a = X
        for W, b in zip(self.W, self.b):
            a = np.maximum(a @ W + b, 0)
        return self._sigmoid(a)

    def loss(self, X, y):
        z = self._logits(X)
        y = np.reshape(y, z.shape)
        wrong_way = np.where(y == 1, -z, z)
        return float(np.mean(np.maximum(wrong_way, 0) + np.log1p(np.exp(-np.abs(z)))))

    def _backward(self, a, y, k, gW, gb):
        """Return dL/da of layer k's input, filling gW and gb on the way back."""
        z = a @ self.W[k] + self.b[k]
        if k == len(self.W) - 1:
            dz = (self._sigmoid(z) - y) / y.shape[0]
        else:
            dz = self._backward(np.maximum(z, 0), y, k + 1, gW, gb)
            dz = np.where(z > 0, dz, 0)
        gW[k] = a.T @ dz
        gb[k] = dz.sum(axis=0, keepdims=True)
        return dz @ self.W[k].T

    def gradients(self, X, y):
        n = len(self.W)
        gW, gb = [None] * n, [None] * n
        self._backward(X, np.reshape(y, (-1, 1)).astype(float), 0, gW, gb)
        return gW, gb

    def step(self, gW, gb):
        self.W = [p + v for p, v in zip(self.W, self._opt_W.moves(gW))]
        self.b = [p + v for p, v in zip(self.b, self._opt_b.moves(gb))]

    def train_step(self, X, y):
        self.step(*self.gradients(X, y))

    def fit(self, X, y, epochs):
        losses = np.zeros(epochs)
        for t in range(epochs):
            losses[t] = self.loss(X, y)
            self.train_step(X, y)
        return losses.tolist()

    def predict(self, X):
        return (self._logits(X) > 0).astype(int).ravel()
