# expect: unnamed
# says: from the second call on, they're changed ones
import numpy as np


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        rng = np.random.default_rng(seed)
        self.lr, self.momentum = lr, momentum
        self.W = [rng.normal(0, np.sqrt(2 / i), (i, o)) for i, o in zip(sizes, sizes[1:])]
        self.b = [np.zeros((1, o)) for o in sizes[1:]]
        self.v = [np.zeros_like(p) for p in (*self.W, *self.b)]

    def _run(self, X):
        acts, masks = [X], []
        for W, b in zip(self.W[:-1], self.b[:-1]):
            z = acts[-1] @ W + b
            masks.append(z > 0)
            acts.append(np.where(masks[-1], z, 0))
        return acts, masks, acts[-1] @ self.W[-1] + self.b[-1]

    def forward(self, X):
        z = self._run(X)[-1]
        e = np.exp(-np.abs(z))
        return np.where(z >= 0, 1 / (1 + e), e / (1 + e))

    def loss(self, X, y):
        z = self._run(X)[-1]
        y = np.asarray(y).reshape(z.shape)
        return float((np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))).mean())

    def gradients(self, X, y):
        acts, masks, _ = self._run(X)
        g = (self.forward(X) - np.asarray(y).reshape(-1, 1)) / len(X)
        gW, gb = [acts[-1].T @ g], [g.sum(0, keepdims=True)]
        for k in reversed(range(len(masks))):
            g = (g @ self.W[k + 1].T) * masks[k]
            gW.append(acts[k].T @ g)
            gb.append(g.sum(0, keepdims=True))
        return gW[::-1], gb[::-1]

    def step(self, gW, gb):
        n = len(self.W)
        for i, (v, g) in enumerate(zip(self.v, (*gW, *gb))):
            g *= -self.lr
            g += self.momentum * v
            self.v[i] = g.copy()
        self.W = [p + v for p, v in zip(self.W, self.v[:n])]
        self.b = [p + v for p, v in zip(self.b, self.v[n:])]

    def train_step(self, X, y):
        self.step(*self.gradients(X, y))

    def fit(self, X, y, epochs):
        losses = []
        for _ in range(epochs):
            losses.append(self.loss(X, y))
            self.train_step(X, y)
        return losses

    def predict(self, X):
        return (self._run(X)[-1][:, 0] > 0).astype(int)
