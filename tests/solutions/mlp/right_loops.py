# Plain Python loops over rows and units, as you'd first write it on paper.
import math
import random

import numpy as np


def softplus(z):
    return z + math.log1p(math.exp(-z)) if z > 0 else math.log1p(math.exp(z))


def sigmoid(z):
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    return math.exp(z) / (1 + math.exp(z))


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        self.lr, self.momentum = lr, momentum
        dice = random.Random(seed)
        self.W, self.b, self.vW, self.vb = [], [], [], []
        for k in range(1, len(sizes)):
            std = math.sqrt(2 / sizes[k - 1])
            self.W.append(
                np.array([[dice.gauss(0, std) for _ in range(sizes[k])] for _ in range(sizes[k - 1])])
            )
            self.b.append(np.zeros((1, sizes[k])))
            self.vW.append(np.zeros((sizes[k - 1], sizes[k])))
            self.vb.append(np.zeros((1, sizes[k])))

    def _row(self, x):
        activations, sums = [list(x)], []
        for W, b in zip(self.W, self.b):
            sums.append(
                [sum(a * w for a, w in zip(activations[-1], W[:, j])) + b[0, j] for j in range(W.shape[1])]
            )
            activations.append([max(0.0, z) for z in sums[-1]])
        return activations, sums

    def forward(self, X):
        return np.array([[sigmoid(self._row(x)[1][-1][0])] for x in X])

    def loss(self, X, y):
        total = 0.0
        for x, label in zip(X, np.ravel(y)):
            z = self._row(x)[1][-1][0]
            total += softplus(-z) if label == 1 else softplus(z)
        return total / len(X)

    def gradients(self, X, y):
        gW = [np.zeros(W.shape) for W in self.W]
        gb = [np.zeros(b.shape) for b in self.b]
        for x, label in zip(X, np.ravel(y)):
            activations, sums = self._row(x)
            delta = [sigmoid(sums[-1][0]) - label]
            for k in range(len(self.W) - 1, -1, -1):
                for j, d in enumerate(delta):
                    gb[k][0, j] += d / len(X)
                    for i, a in enumerate(activations[k]):
                        gW[k][i, j] += a * d / len(X)
                if k > 0:
                    delta = [
                        sum(self.W[k][i, j] * d for j, d in enumerate(delta)) if sums[k - 1][i] > 0 else 0.0
                        for i in range(self.W[k].shape[0])
                    ]
        return gW, gb

    def step(self, gW, gb):
        for kind, velocities, gradients in ((self.W, self.vW, gW), (self.b, self.vb, gb)):
            for parameter, velocity, gradient in zip(kind, velocities, gradients):
                for index in np.ndindex(parameter.shape):
                    velocity[index] = self.momentum * velocity[index] - self.lr * gradient[index]
                    parameter[index] += velocity[index]

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        self.step(gW, gb)

    def fit(self, X, y, epochs):
        losses = []
        while len(losses) < epochs:
            losses.append(self.loss(X, y))
            self.train_step(X, y)
        return losses

    def predict(self, X):
        return [int(self._row(x)[1][-1][0] > 0) for x in X]
