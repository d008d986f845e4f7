# expect: derived:computed-again
import numpy as np


class Layer:
    def __init__(self, W, b):
        self.W, self.b = W, b


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        rng = np.random.default_rng(seed)
        self.lr = lr
        self.K = sizes[-1]
        self.W = [np.sqrt(2 / i) * rng.standard_normal((i, o)) for i, o in zip(sizes[:-1], sizes[1:])]
        self.b = [np.zeros((1, o)) for o in sizes[1:]]

    def one_hot(self, y):
        return np.eye(self.K)[np.asarray(y).astype(int)]

    def scores(self, X):
        activations = [X]
        for k, (W, b) in enumerate(zip(self.W, self.b)):
            z = activations[-1] @ W + b
            activations.append(z if k == len(self.W) - 1 else np.maximum(z, 0))
        return activations

    def forward(self, X):
        z = self.scores(X)[-1]
        e = np.exp(z - z.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    def loss(self, X, y):
        z = self.scores(X)[-1]
        z = z - z.max(axis=1, keepdims=True)
        logs = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        return float(-(self.one_hot(y) * logs).sum(axis=1).mean())

    def gradients(self, X, y):
        activations = self.scores(X)
        error = (self.forward(X) - self.one_hot(y)) / len(X)
        gW, gb = [], []
        for k in range(len(self.W) - 1, -1, -1):
            gW.insert(0, activations[k].T @ error)
            gb.insert(0, error.sum(axis=0, keepdims=True))
            error = (error @ self.W[k].T) * (activations[k] > 0)
        return gW, gb

    def train_step(self, X, y):
        k = 0
        while k < len(self.W):
            gW, gb = self.gradients(X, y)
            self.W[k] = self.W[k] - self.lr * gW[k]
            self.b[k] = self.b[k] - self.lr * gb[k]
            k += 1

    def predict(self, X):
        return self.scores(X)[-1].argmax(axis=1)
