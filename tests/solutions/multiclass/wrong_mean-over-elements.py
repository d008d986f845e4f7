# expect: mean-over-elements
import math
import random

import numpy as np


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        self.sizes, self.lr = list(sizes), lr
        dice = random.Random(seed)
        self.W = [
            np.array([[dice.gauss(0, math.sqrt(2 / i)) for _ in range(o)] for _ in range(i)])
            for i, o in zip(sizes, sizes[1:])
        ]
        self.b = [np.zeros((1, o)) for o in sizes[1:]]

    def one_hot(self, y):
        return [[1.0 if k == label else 0.0 for k in range(self.sizes[-1])] for label in y]

    def _row(self, x):
        values, x = [], [float(v) for v in x]
        for k in range(len(self.W)):
            values.append(x)
            x = [
                sum(x[i] * self.W[k][i, j] for i in range(len(x))) + self.b[k][0, j]
                for j in range(self.sizes[k + 1])
            ]
            if k < len(self.W) - 1:
                x = [max(v, 0.0) for v in x]
        top = max(x)
        total = sum(math.exp(v - top) for v in x)
        return values, [v - top - math.log(total) for v in x]

    def forward(self, X):
        return np.array([[math.exp(v) for v in self._row(x)[1]] for x in X])

    def loss(self, X, y):
        return -sum(self._row(x)[1][int(label)] for x, label in zip(X, y)) / len(X)

    def gradients(self, X, y):
        gW, gb = [np.zeros(W.shape) for W in self.W], [np.zeros(b.shape) for b in self.b]
        for x, label in zip(X, y):
            values, log_p = self._row(x)
            delta = [math.exp(v) - (k == int(label)) for k, v in enumerate(log_p)]
            for k in reversed(range(len(self.W))):
                gW[k] += np.outer(values[k], delta) / (len(X) * self.sizes[-1])
                gb[k] += np.array([delta]) / (len(X) * self.sizes[-1])
                # an inactive unit's value is 0, an active one's is above 0
                delta = [
                    sum(w * d for w, d in zip(self.W[k][i], delta)) if values[k][i] > 0 else 0.0
                    for i in range(len(values[k]))
                ]
        return gW, gb

    def train_step(self, X, y):
        for parameters, gradients in zip((self.W, self.b), self.gradients(X, y)):
            for parameter, gradient in zip(parameters, gradients):
                parameter -= self.lr * gradient

    def predict(self, X):
        return [max(range(self.sizes[-1]), key=row.__getitem__) for row in (self._row(x)[1] for x in X)]
