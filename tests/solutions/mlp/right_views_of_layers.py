"""Layer objects own their arrays; W and b are properties that build the list from them and accept a list."""

import numpy as np


class Dense:
    def __init__(self, n_in, n_out, rng):
        self.W = rng.normal(0, np.sqrt(2 / n_in), (n_in, n_out))
        self.b = np.zeros((1, n_out))
        self.vW, self.vb = np.zeros_like(self.W), np.zeros_like(self.b)

    def __call__(self, X):
        return X @ self.W + self.b

    def move(self, gW, gb, lr, mu):
        self.vW = mu * self.vW - lr * gW
        self.vb = mu * self.vb - lr * gb
        self.W = self.W + self.vW
        self.b = self.b + self.vb


class LayerView(list):
    """a list whose item assignment writes through to the layers"""

    def __init__(self, layers, name):
        super().__init__(getattr(l, name) for l in layers)
        self.layers, self.name = layers, name

    def __setitem__(self, i, value):
        super().__setitem__(i, value)
        setattr(self.layers[i], self.name, value)


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        rng = np.random.default_rng(seed)
        self.layers = [Dense(a, c, rng) for a, c in zip(sizes, sizes[1:])]
        self.lr, self.momentum = lr, momentum

    W = property(
        lambda s: LayerView(s.layers, "W"),
        lambda s, v: [setattr(l, "W", w) for l, w in zip(s.layers, v)] and None,
    )
    b = property(
        lambda s: LayerView(s.layers, "b"),
        lambda s, v: [setattr(l, "b", w) for l, w in zip(s.layers, v)] and None,
    )

    def _all(self, X):
        A = [X]
        for l in self.layers[:-1]:
            A.append(np.maximum(l(A[-1]), 0))
        return A, self.layers[-1](A[-1])

    def forward(self, X):
        z = self._all(X)[1]
        return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))

    def loss(self, X, y):
        z = self._all(X)[1]
        y = np.asarray(y).reshape(-1, 1)
        return float(np.mean(np.where(y > 0.5, np.logaddexp(0, -z), np.logaddexp(0, z))))

    def gradients(self, X, y):
        A, z = self._all(X)
        d = (self.forward(X) - np.asarray(y).reshape(-1, 1)) / len(X)
        gW, gb = [], []
        for l, a in zip(self.layers[::-1], A[::-1]):
            gW.append(a.T @ d)
            gb.append(d.sum(0, keepdims=True))
            d = d @ l.W.T * (a > 0)
        return gW[::-1], gb[::-1]

    def step(self, gW, gb):
        for l, w, c in zip(self.layers, gW, gb):
            l.move(w, c, self.lr, self.momentum)

    def train_step(self, X, y):
        self.step(*self.gradients(X, y))

    def fit(self, X, y, epochs):
        out = []
        for _ in range(epochs):
            out.append(self.loss(X, y))
            self.train_step(X, y)
        return out

    def predict(self, X):
        return (self._all(X)[1] >= 0).astype(int).ravel()
