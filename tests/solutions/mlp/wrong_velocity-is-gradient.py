# expect: velocity-is-gradient
"""A dataclass; einsum everywhere; velocities as PyTorch-like buffer (buf = mu*buf + g; p -= lr*buf), lr constant."""

from dataclasses import dataclass, field
import numpy as np


@dataclass
class MLP:
    sizes: list
    lr: float = 0.1
    momentum: float = 0.0
    seed: int = 0
    W: list = field(init=False, repr=False)
    b: list = field(init=False, repr=False)

    def __post_init__(self):
        rng = np.random.default_rng(self.seed)
        self.b = []
        self.W = []
        for n_in, n_out in zip(self.sizes[:-1], self.sizes[1:]):
            self.b.append(np.zeros(n_out).reshape(1, -1))
            self.W.append(rng.normal(scale=np.sqrt(2 / n_in), size=(n_in, n_out)))
        self._buf = None

    def __logit(self, X):
        hs = [X]
        for W, b in zip(self.W[:-1], self.b[:-1]):
            hs += [np.maximum(np.einsum("ij,jk->ik", hs[-1], W) + b, 0)]
        return hs, np.einsum("ij,jk->ik", hs[-1], self.W[-1]) + self.b[-1]

    def forward(self, X):
        _, z = self.__logit(X)
        with np.errstate(over="ignore"):
            return 1 / (1 + np.exp(-z))

    def loss(self, X, y):
        z = self.__logit(X)[1]
        y = np.array(y, dtype=float).reshape(-1, 1)
        return float(np.sum(np.logaddexp(0, z) - y * z) / len(z))

    def gradients(self, X, y):
        hs, z = self.__logit(X)
        with np.errstate(over="ignore"):
            p = 1 / (1 + np.exp(-z))
        d = p - np.array(y, dtype=float).reshape(-1, 1)
        m = d.shape[0]
        gW, gb = [], []
        for k in reversed(range(len(self.W))):
            gW.append(np.einsum("ij,ik->jk", hs[k], d) / m)
            gb.append(np.einsum("ij->j", d)[np.newaxis] / m)
            d = np.einsum("ik,jk->ij", d, self.W[k]) * (hs[k] > 0)
        return gW[::-1], gb[::-1]

    def step(self, gW, gb):
        grads = [*gW, *gb]
        if self._buf is None:
            self._buf = list(grads)
        else:
            [np.add(self.momentum * v, g, out=v) for v, g in zip(self._buf, grads)]
        n = len(self.W)
        self.W = [w - self.lr * v for w, v in zip(self.W, self._buf[:n])]
        self.b = [c - self.lr * v for c, v in zip(self.b, self._buf[n:])]

    def train_step(self, X, y):
        self.step(*self.gradients(X, y))

    def fit(self, X, y, epochs):
        losses = np.zeros(epochs)
        for t in range(epochs):
            losses[t] = self.loss(X, y)
            self.train_step(X, y)
        return losses.tolist()

    def predict(self, X):
        p = self.forward(X)
        return np.hstack([1 - p, p]).argmax(axis=1)
