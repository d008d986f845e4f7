# expect: unnamed

import numpy as np
import doctest


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        self.rng = np.random.default_rng(seed)
        self.lr = lr
        self.momentum = momentum
        self.n_layers = len(sizes) - 1
        self.W = [None] * self.n_layers
        self.b = [None] * self.n_layers
        for k in range(self.n_layers):
            fan_in, fan_out = sizes[k], sizes[k + 1]
            std = np.sqrt(2.0 / fan_in)
            self.W[k] = self.rng.normal(loc=0.0, scale=std, size=(fan_in, fan_out)).astype(np.float64)
            self.b[k] = np.zeros((1, fan_out), dtype=np.float64)
        self.reset_velocity()
        self.params = [(self.W[k], self.b[k]) for k in range(self.n_layers)]

    def reset_velocity(self):
        self.vW = [np.zeros_like(w) for w in self.W]
        self.vb = [np.zeros_like(c) for c in self.b]

    def forward(self, X):
        self.A = [X]
        self.Z = []
        for k in range(self.n_layers):
            w, b = self.params[k]
            z = self.A[k] @ w + b
            self.Z.append(z)
            self.A.append(z * (z > 0) if k < self.n_layers - 1 else self._sigmoid(z))
        return self.A[-1]

    def _sigmoid(self, z):
        zc = np.clip(z, -700, 700)
        return 1 / (1 + np.exp(-zc))

    def loss(self, X, y):
        self.forward(X)
        z = self.Z[-1]
        t = np.asarray(y).reshape(-1, 1).astype(float)
        small = np.exp(np.maximum(-np.abs(z), -700))
        return float((np.maximum(z, 0) - t * z + np.log1p(small)).mean())

    def gradients(self, X, y):
        P = self.forward(X)
        t = np.asarray(y).reshape(-1, 1).astype(float)
        delta = (P - t) / t.shape[0]
        gW, gb = [0] * self.n_layers, [0] * self.n_layers
        for k in reversed(range(self.n_layers)):
            gW[k] = np.matmul(self.A[k].transpose(), delta)
            gb[k] = delta.sum(axis=0).reshape(self.b[k].shape)
            if k > 0:
                delta = np.multiply(np.matmul(delta, self.W[k].transpose()), np.sign(self.A[k]))
        return gW, gb

    def step(self, gW, gb):
        for k in range(self.n_layers):
            self.vW[k] = self.momentum * self.vW[k] - self.lr * gW[k]
            self.W[k] += self.vW[k]
        for k in range(self.n_layers):
            self.vb[k] = self.momentum * self.vb[k] - self.lr * gb[k]
            self.b[k] += self.vb[k]

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        self.step(gW, gb)

    def fit(self, X, y, epochs):
        losses = []
        for t in range(epochs):
            losses.append(self.loss(X, y))
            self.train_step(X, y)
        return losses

    def predict(self, X):
        labels = np.zeros(len(X), dtype=int)
        labels[self.forward(X)[:, 0] > 0.5] = 1
        return labels


if __name__ == "__main__":
    doctest.testmod()
