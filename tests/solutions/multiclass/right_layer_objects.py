# Layer objects in the style of a framework: the loss is its own layer, W and b are properties.
from dataclasses import dataclass

import numpy as np


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0, keepdims=True)
        return dout @ self.W.T


class ReLU:
    def forward(self, x):
        self.on = x > 0
        return np.where(self.on, x, 0.0)

    def backward(self, dout):
        return np.where(self.on, dout, 0.0)


@dataclass
class CrossEntropy:
    K: int

    def forward(self, z, y):
        m = len(z)
        self.y = np.array(y, dtype=int)
        top = z.max(1, keepdims=True)
        self.logsum = top + np.log(np.exp(z - top).sum(1, keepdims=True))
        self.z = z
        return (self.logsum[:, 0] - z[np.arange(m), self.y]).mean()

    def backward(self):
        d = np.exp(self.z - self.logsum)
        d[np.arange(len(d)), self.y] -= 1
        return d / len(d)


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        rng = np.random.default_rng(seed)
        self.lr, self.head = lr, CrossEntropy(sizes[-1])
        self.stack = []
        for n_in, n_out in zip(sizes, sizes[1:]):
            self.stack += [
                Affine(rng.normal(0, np.sqrt(2 / n_in), (n_in, n_out)), np.zeros((1, n_out))),
                ReLU(),
            ]
        self.stack.pop()

    @property
    def affine(self):
        return [layer for layer in self.stack if isinstance(layer, Affine)]

    @property
    def W(self):
        return [layer.W for layer in self.affine]

    @W.setter
    def W(self, arrays):
        for layer, layer.W in zip(self.affine, arrays):
            pass

    @property
    def b(self):
        return [layer.b for layer in self.affine]

    @b.setter
    def b(self, arrays):
        for layer, layer.b in zip(self.affine, arrays):
            pass

    def one_hot(self, y):
        return (np.asarray(y)[:, None] == np.arange(self.head.K)).astype(float)

    def logits(self, X):
        for layer in self.stack:
            X = layer.forward(X)
        return X

    def forward(self, X):
        z = self.logits(X)
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    def loss(self, X, y):
        return self.head.forward(self.logits(X), y)

    def gradients(self, X, y):
        self.loss(X, y)
        d = self.head.backward()
        for layer in reversed(self.stack):
            d = layer.backward(d)
        return [layer.dW for layer in self.affine], [layer.db for layer in self.affine]

    def train_step(self, X, y):
        self.gradients(X, y)
        for layer in self.affine:
            layer.W = layer.W - self.lr * layer.dW
            layer.b = layer.b - self.lr * layer.db
        return self

    def predict(self, X):
        return self.logits(X).argmax(axis=1)
