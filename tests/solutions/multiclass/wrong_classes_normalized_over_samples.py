# expect: derived:variant + log-of-picked
import numpy as np


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        draw = np.random.default_rng(seed)
        self.lr, self.classes = lr, sizes[-1]
        self.W = [np.sqrt(2 / n) * draw.standard_normal((n, k)) for n, k in zip(sizes, sizes[1:])]
        self.b = [np.zeros((1, k)) for k in sizes[1:]]

    def one_hot(self, y):
        return np.eye(self.classes)[np.asarray(y).astype(int)]

    def layers(self, X):
        outputs = [X]
        for k, (W, b) in enumerate(zip(self.W, self.b)):
            z = outputs[-1] @ W + b
            outputs.append(np.maximum(z, 0) if k < len(self.W) - 1 else z)
        e = np.exp(outputs[-1] - outputs[-1].max())
        outputs[-1] = e / sum(e)
        return outputs

    def forward(self, X):
        return self.layers(X)[-1]

    def loss(self, X, y):
        return float(-np.log(self.forward(X)[np.arange(len(X)), np.asarray(y).astype(int)]).mean())

    def gradients(self, X, y):
        outputs = self.layers(X)
        error = outputs[-1] - self.one_hot(y)
        gW, gb = [], []
        for k in range(len(self.W) - 1, -1, -1):
            gW.insert(0, outputs[k].T @ error / len(X))
            gb.insert(0, error.sum(axis=0, keepdims=True) / len(X))
            error = error @ self.W[k].T * (outputs[k] > 0)
        return gW, gb

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        for k in range(len(self.W)):
            self.W[k] = self.W[k] - self.lr * gW[k]
            self.b[k] = self.b[k] - self.lr * gb[k]

    def predict(self, X):
        return np.argmax(self.forward(X), axis=1)
