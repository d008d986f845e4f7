# expect: bias-velocity-from-biases
# nnprep: mlp
import numpy as np


def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        rng = np.random.default_rng(seed)
        self.lr, self.mu = lr, momentum
        self.W = [rng.normal(0, np.sqrt(2 / i), (i, o)) for i, o in zip(sizes[:-1], sizes[1:])]
        self.b = [np.zeros((1, o)) for o in sizes[1:]]
        self.upd_W = [np.zeros_like(w) for w in self.W]
        self.upd_b = [np.zeros_like(b) for b in self.b]

    def feedforward(self, X):
        H = [X]
        for k, (W, b) in enumerate(zip(self.W, self.b)):
            a = H[-1].dot(W) + b
            if k != len(self.W) - 1:
                a = a * (a > 0)
            H.append(a)
        return H

    def forward(self, X):
        return sigmoid(self.feedforward(X)[-1])

    def loss(self, X, y):
        z = self.feedforward(X)[-1][:, 0]
        t = np.ravel(y).astype(float)
        return float((np.maximum(z, 0) - z * t + np.log1p(np.exp(-np.abs(z)))).mean())

    def gradients(self, X, y):
        H = self.feedforward(X)
        delta = sigmoid(H[-1]) - np.reshape(y, (-1, 1))
        delta = delta / len(X)
        gW, gb = [], []
        for k in reversed(range(len(self.W))):
            gW.insert(0, H[k].T.dot(delta))
            gb.insert(0, delta.sum(axis=0, keepdims=True))
            if k:
                delta = delta.dot(self.W[k].T) * (H[k] > 0)
        return gW, gb

    def step(self, gW, gb):
        for k in range(len(self.W)):
            self.upd_W[k] = self.mu * self.upd_W[k] - self.lr * gW[k]
            self.upd_b[k] = self.mu * self.upd_b[k] - self.lr * self.b[k]
            self.W[k] = self.W[k] + self.upd_W[k]
            self.b[k] = self.b[k] + self.upd_b[k]

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        self.step(gW, gb)

    def fit(self, X, y, epochs):
        losses = []
        for epoch in range(epochs):
            losses.append(self.loss(X, y))
            self.train_step(X, y)
        return losses

    def predict(self, X):
        return np.where(self.forward(X)[:, 0] > 0.5, 1, 0)
