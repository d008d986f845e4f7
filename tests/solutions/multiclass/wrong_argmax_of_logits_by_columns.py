# expect: argmax-of-logits-axis0
# nnprep: multiclass
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        gen = np.random.default_rng(seed)
        shapes = list(zip(sizes, sizes[1:]))
        self.K = sizes[-1]
        self.eta = lr
        self.W = [gen.standard_normal(s) * (2 / s[0]) ** 0.5 for s in shapes]
        self.b = [np.zeros((1, s[1])) for s in shapes]

    def one_hot(self, y):
        return np.eye(self.K)[np.asarray(y, dtype=int)]

    def _logits(self, X, tape=None):
        h = X
        for k, (W, b) in enumerate(zip(self.W, self.b)):
            if tape is not None:
                tape.append(h)
            z = h @ W + b
            h = np.maximum(z, 0)
        return z

    def forward(self, X):
        return softmax(self._logits(X))

    def loss(self, X, y):
        z = self._logits(X)
        top = z.max(axis=1)
        lse = top + np.log(np.exp(z - top[:, None]).sum(axis=1))
        return float((lse - (z * self.one_hot(y)).sum(axis=1)).mean())

    def gradients(self, X, y):
        tape = []
        d = (softmax(self._logits(X, tape)) - self.one_hot(y)) / len(X)
        gW, gb = [], []
        for W, h in zip(self.W[::-1], tape[::-1]):
            gW.append(h.T @ d)
            gb.append(d.sum(0, keepdims=True))
            d = d @ W.T * (h > 0)
        return gW[::-1], gb[::-1]

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        self.W = [W - self.eta * g for W, g in zip(self.W, gW)]
        self.b = [b - self.eta * g for b, g in zip(self.b, gb)]

    def predict(self, X):
        return np.argmax(self._logits(X), axis=0)
