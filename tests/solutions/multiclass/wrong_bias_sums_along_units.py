# expect: bias-gradient-along-units
# nnprep: multiclass
import numpy as np


class Linear:
    def __init__(self, owner, index):
        self.owner, self.index = owner, index

    def forward(self, x):
        self.x = x
        return x @ self.owner.W[self.index] + self.owner.b[self.index]

    def backward(self, d):
        self.gW = self.x.T @ d
        self.gb = d.sum(axis=1).reshape(1, -1)
        return d @ self.owner.W[self.index].T


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        rng = np.random.default_rng(seed)
        self.lr = lr
        self.K = sizes[-1]
        self.W = [rng.normal(0, np.sqrt(2 / sizes[k]), (sizes[k], sizes[k + 1])) for k in range(len(sizes) - 1)]
        self.b = [np.zeros((1, sizes[k + 1])) for k in range(len(sizes) - 1)]
        self.layers = [Linear(self, k) for k in range(len(sizes) - 1)]

    def one_hot(self, y):
        out = np.zeros((len(y), self.K))
        out[np.arange(len(y)), np.array(y, dtype=int)] = 1
        return out

    def _scores(self, X):
        self.masks = []
        h = X
        for layer in self.layers[:-1]:
            z = layer.forward(h)
            self.masks.append(z > 0)
            h = z * self.masks[-1]
        return self.layers[-1].forward(h)

    def _logp(self, X):
        s = self._scores(X)
        s = s - s.max(axis=1, keepdims=True)
        return s - np.log(np.exp(s).sum(axis=1, keepdims=True))

    def forward(self, X):
        return np.exp(self._logp(X))

    def loss(self, X, y):
        return float(-(self._logp(X) * self.one_hot(y)).sum() / len(y))

    def gradients(self, X, y):
        d = (self.forward(X) - self.one_hot(y)) / len(y)
        d = self.layers[-1].backward(d)
        for layer, mask in zip(self.layers[-2::-1], self.masks[::-1]):
            d = layer.backward(d * mask)
        return [l.gW for l in self.layers], [l.gb for l in self.layers]

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        for k in range(len(self.W)):
            self.W[k] = self.W[k] - self.lr * gW[k]
            self.b[k] = self.b[k] - self.lr * gb[k]

    def predict(self, X):
        return np.argmax(self._scores(X), axis=1)
