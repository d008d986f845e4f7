# Parameters and caches in dictionaries, named as in the formulas: W1, b1, A0, Z1 ...
import numpy as np


def sigmoid(z):
    out = np.empty_like(z)
    pos = z >= 0
    out[pos] = 1 / (1 + np.exp(-z[pos]))
    e = np.exp(z[~pos])
    out[~pos] = e / (1 + e)
    return out


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        self.L = len(sizes) - 1
        self.hyper = {"lr": lr, "momentum": momentum}
        rng = np.random.default_rng(seed)
        self.params, self.speed = {}, {}
        for l in range(1, self.L + 1):
            limit = np.sqrt(6 / sizes[l - 1])  # uniform with He's variance
            self.params[f"W{l}"] = rng.uniform(-limit, limit, size=(sizes[l - 1], sizes[l]))
            self.params[f"b{l}"] = np.zeros((1, sizes[l]))
        for name, value in self.params.items():
            self.speed[name] = 0 * value

    W = property(
        lambda self: tuple(self.params[f"W{l}"] for l in range(1, self.L + 1)),
        lambda self, new: self.params.update({f"W{l}": w for l, w in enumerate(new, 1)}),
    )
    b = property(
        lambda self: tuple(self.params[f"b{l}"] for l in range(1, self.L + 1)),
        lambda self, new: self.params.update({f"b{l}": w for l, w in enumerate(new, 1)}),
    )

    def _cache(self, X):
        c = {"A0": np.array(X, dtype=float)}
        for l in range(1, self.L + 1):
            c[f"Z{l}"] = np.dot(c[f"A{l - 1}"], self.params[f"W{l}"]) + self.params[f"b{l}"]
            c[f"A{l}"] = sigmoid(c[f"Z{l}"]) if l == self.L else np.where(c[f"Z{l}"] > 0, c[f"Z{l}"], 0.0)
        return c

    def forward(self, X):
        return self._cache(X)[f"A{self.L}"]

    def loss(self, X, y):
        z = self._cache(X)[f"Z{self.L}"]
        t = 2.0 * np.reshape(y, (-1, 1)) - 1  # labels as -1 and 1: the loss is softplus(-t z)
        return np.logaddexp(0.0, -t * z).mean().item()

    def gradients(self, X, y):
        c, m = self._cache(X), len(X)
        g = {}
        dZ = c[f"A{self.L}"] - np.reshape(y, (-1, 1))
        for l in range(self.L, 0, -1):
            g[f"W{l}"] = np.dot(c[f"A{l - 1}"].T, dZ) / m
            g[f"b{l}"] = np.sum(dZ, axis=0).reshape(1, -1) / m
            if l > 1:
                dA = np.dot(dZ, self.params[f"W{l}"].T)
                dZ = np.where(c[f"Z{l - 1}"] > 0, dA, 0.0)
        return tuple(g[f"W{l}"] for l in range(1, self.L + 1)), tuple(
            g[f"b{l}"] for l in range(1, self.L + 1)
        )

    def step(self, gW, gb):
        g = {f"W{l}": x for l, x in enumerate(gW, 1)} | {f"b{l}": x for l, x in enumerate(gb, 1)}
        for name in self.params:
            self.speed[name] = self.hyper["momentum"] * self.speed[name] + self.hyper["lr"] * g[name]
            self.params[name] = self.params[name] - self.speed[name]

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        self.step(gW, gb)

    def fit(self, X, y, epochs):
        history = []
        for epoch in range(epochs):
            history.append(self.loss(X, y))
            self.train_step(X, y)
        return history

    def predict(self, X):
        return np.rint(self.forward(X)).astype("int32").squeeze(axis=1)
