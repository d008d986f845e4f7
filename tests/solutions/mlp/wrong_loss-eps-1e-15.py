# expect: loss-capped
import numpy as np


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        self.sizes = tuple(sizes)
        self.lr = lr
        self.momentum = momentum
        self.rng = np.random.default_rng(seed)
        n_layers = len(sizes) - 1
        self.W = [
            self.rng.standard_normal((sizes[k], sizes[k + 1])) * np.sqrt(2.0 / sizes[k]) for k in range(n_layers)
        ]
        self.b = [np.zeros((1, n)) for n in sizes[1:]]
        self.velocity = None

    def _logits(self, X, keep=None):
        a = X
        for k in range(len(self.W)):
            z = np.einsum("mi,io->mo", a, self.W[k]) + self.b[k]
            if keep is not None:
                keep.append((a, z))
            a = z * (z > 0)
        return z

    def forward(self, X):
        z = self._logits(X)
        positive = 1 / (1 + np.exp(-np.where(z >= 0, z, 0)))
        e = np.exp(np.where(z < 0, z, 0))
        return np.where(z >= 0, positive, e / (1 + e))

    def loss(self, X, y):
        p = np.clip(self.forward(X), 1e-12, 1 - 1e-12)
        y = np.array(y, dtype=float).reshape(p.shape)
        return -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()

    def gradients(self, X, y):
        kept = []
        self._logits(X, kept)
        delta = self.forward(X) - np.array(y, dtype=float).reshape(-1, 1)
        grads = []
        while kept:
            a, z = kept.pop()
            grads.append((np.einsum("mi,mo->io", a, delta) / len(X), delta.mean(axis=0)[None, :]))
            if kept:
                delta = np.einsum("mo,io->mi", delta, self.W[len(kept)]) * (kept[-1][1] >= 0)
        gW, gb = zip(*reversed(grads))
        return gW, gb

    def step(self, gW, gb):
        grads = [*gW, *gb]
        if self.velocity is None:
            self.velocity = [np.zeros_like(g) for g in grads]
        self.velocity = [self.momentum * v + g for v, g in zip(self.velocity, grads)]
        L = len(self.W)
        for k in range(L):
            self.W[k] = self.W[k] - self.lr * self.velocity[k]
            self.b[k] = self.b[k] - self.lr * self.velocity[L + k]

    def train_step(self, X, y):
        self.step(*self.gradients(X, y))
        return self

    def fit(self, X, y, epochs):
        return [(self.loss(X, y), self.train_step(X, y))[0] for _ in range(epochs)]

    def predict(self, X):
        return np.array([1 if p > 0.5 else 0 for p in self.forward(X).ravel()])
