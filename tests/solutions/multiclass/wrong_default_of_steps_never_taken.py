# expect: parameters-never-move
# says: The default lr is 0.01, but the task asks for 0.1.
# nnprep: multiclass
import numpy as np


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.01, seed=0):
        rng = np.random.default_rng(seed)
        self.lr, self.K = lr, sizes[-1]
        self.W = [rng.normal(0, np.sqrt(2 / n), (n, k)) for n, k in zip(sizes, sizes[1:])]
        self.b = [np.zeros((1, k)) for k in sizes[1:]]

    def one_hot(self, y):
        return np.eye(self.K)[np.asarray(y, dtype=int)]

    def _compute(self, X):
        xs, z = [], None
        for W, b in zip(self.W, self.b):
            xs.append(X if z is None else np.maximum(z, 0))
            z = xs[-1] @ W + b
        return xs, z

    def _softmax(self, z):
        e = np.exp(z - z.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    def forward(self, X):
        return self._softmax(self._compute(X)[1])

    def loss(self, X, y):
        z = self._compute(X)[1]
        own = np.take_along_axis(z, np.asarray(y, dtype=int)[:, None], axis=1)[:, 0]
        return float((np.logaddexp.reduce(z, axis=1) - own).mean())

    def gradients(self, X, y):
        xs, z = self._compute(X)
        g = (self._softmax(z) - self.one_hot(y)) / len(z)
        gW, gb = [], []
        for x, W in zip(reversed(xs), reversed(self.W)):
            gW.insert(0, x.T @ g)
            gb.insert(0, g.sum(axis=0, keepdims=True))
            g = np.where(x > 0, g @ W.T, 0)
        return gW, gb

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        for W, b, dW, db in zip(self.W, self.b, gW, gb):
            W = W - self.lr * dW
            b = b - self.lr * db

    def predict(self, X):
        return self._compute(X)[1].argmax(axis=1)
