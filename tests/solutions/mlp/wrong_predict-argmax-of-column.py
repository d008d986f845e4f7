# expect: predict-argmax-of-column
"""Inheritance, an optimizer object, an ABC; the optimizer keeps its state by position."""

from abc import ABC, abstractmethod
from collections import defaultdict, namedtuple
import numpy as np

Cache = namedtuple("Cache", "inputs pre")


class SGDMomentum:
    def __init__(self, lr, mu):
        self.lr, self.mu = lr, mu
        self.state = defaultdict(float)

    def update(self, name, param, grad):
        self.state[name] = self.mu * self.state[name] - self.lr * grad
        return param + self.state[name]


class Module(ABC):
    @abstractmethod
    def forward(self, X): ...

    def __call__(self, X):
        return self.forward(X)


class Trainer(Module):
    def train_step(self, X, y):
        self.step(*self.gradients(X, y))

    def fit(self, X, y, epochs):
        hist = []
        for _ in range(epochs):
            # one forward pass for both the loss and the gradients
            cache = self._run(X)
            hist.append(self._loss_from(cache, y))
            self.step(*self._grads_from(cache, y))
        return hist


class MLP(Trainer):
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        super().__init__()
        rng = np.random.default_rng(seed)
        self.W = [
            np.sqrt(2.0 / fan_in) * rng.standard_normal((fan_in, fan_out))
            for fan_in, fan_out in zip(sizes[:-1], sizes[1:])
        ]
        self.b = [np.full((1, n), 0.0) for n in sizes[1:]]
        self.opt = SGDMomentum(lr, momentum)

    def _run(self, X):
        inputs, pre = [], []
        a = np.asarray(X, dtype=np.float64)
        for w, b in zip(self.W, self.b):
            inputs.append(a)
            pre.append(a @ w + b)
            a = np.maximum(pre[-1], 0.0)
        return Cache(inputs, pre)

    @staticmethod
    def _column(y):
        return np.asarray(y, dtype=np.float64).reshape(-1, 1)

    def _loss_from(self, cache, y):
        z, y = cache.pre[-1], self._column(y)
        return float(np.mean(np.logaddexp(0, z) - z * y))

    def _grads_from(self, cache, y):
        z, y = cache.pre[-1], self._column(y)
        e = np.exp(-np.abs(z))
        delta = (np.where(z < 0, e, 1) / (1 + e) - y) * (1.0 / y.shape[0])
        gW, gb = [], []
        for k in range(len(self.W))[::-1]:
            gW = [cache.inputs[k].T @ delta] + gW
            gb = [delta.sum(axis=0, keepdims=True)] + gb
            if k > 0:
                delta = delta @ self.W[k].T
                delta[cache.pre[k - 1] <= 0] = 0.0
        return gW, gb

    def forward(self, X):
        z = self._run(X).pre[-1]
        e = np.exp(-np.abs(z))
        return np.where(z < 0, e, 1) / (1 + e)

    def loss(self, X, y):
        return self._loss_from(self._run(X), y)

    def gradients(self, X, y):
        return self._grads_from(self._run(X), y)

    def step(self, gW, gb):
        self.W = [self.opt.update(("W", i), w, g) for i, (w, g) in enumerate(zip(self.W, gW))]
        self.b = [self.opt.update(("b", i), c, g) for i, (c, g) in enumerate(zip(self.b, gb))]

    def predict(self, X):
        return np.argmax(self(X), axis=1)
