# expect: divided-by-units
import numpy as np


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        draw = np.random.default_rng(seed)
        self.lr, self.momentum = lr, momentum
        self.W = [np.sqrt(2 / n) * draw.standard_normal((n, k)) for n, k in zip(sizes, sizes[1:])]
        self.b = [np.zeros((1, k)) for k in sizes[1:]]
        self.moves = [np.zeros(p.shape) for p in [*self.W, *self.b]]

    def layers(self, X):
        outputs = [X.T]  # one column for each sample
        for k, (W, b) in enumerate(zip(self.W, self.b)):
            z = W.T @ outputs[-1] + b.T
            outputs.append(np.maximum(z, 0) if k < len(self.W) - 1 else z)
        return outputs

    def forward(self, X):
        return np.exp(-np.logaddexp(0, -self.layers(X)[-1].T))

    def loss(self, X, y):
        z = self.layers(X)[-1].ravel()
        return float(np.mean(np.logaddexp(0, z) - np.ravel(y).astype(float) * z))

    def gradients(self, X, y):
        outputs = self.layers(X)
        error = np.exp(-np.logaddexp(0, -outputs[-1])) - np.reshape(y, (1, -1)).astype(float)
        gW, gb = [], []
        for k in range(len(self.W) - 1, -1, -1):
            m = len(error)  # units, not samples
            gW.insert(0, (error @ outputs[k].T / m).T)
            gb.insert(0, error.sum(axis=1)[None] / m)
            if k:
                error = self.W[k] @ error * (outputs[k] > 0)
        return gW, gb

    def step(self, gW, gb):
        n = len(self.W)
        self.moves = [self.momentum * v - self.lr * g for v, g in zip(self.moves, [*gW, *gb])]
        self.W = [W + v for W, v in zip(self.W, self.moves[:n])]
        self.b = [b + v for b, v in zip(self.b, self.moves[n:])]

    def train_step(self, X, y):
        self.step(*self.gradients(X, y))

    def fit(self, X, y, epochs):
        history = []
        for _ in range(epochs):
            history.append(self.loss(X, y))
            self.train_step(X, y)
        return history

    def predict(self, X):
        return (self.forward(X)[:, 0] > 0.5).astype(int)
