# expect: biases-not-averaged + train-step-resets-velocity
import math

import numpy as np


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        self.sizes = list(sizes)
        self.lr = lr
        self.momentum = momentum
        rs = np.random.RandomState(seed)
        self.W = []
        self.b = []
        self.velocity_W = []
        self.velocity_b = []
        for k in range(len(sizes) - 1):
            n_in = sizes[k]
            n_out = sizes[k + 1]
            std = math.sqrt(2.0 / n_in)
            weights = np.zeros((n_in, n_out))
            for i in range(n_in):
                for j in range(n_out):
                    weights[i, j] = rs.normal(0.0, std)
            self.W.append(weights)
            self.b.append(np.zeros((1, n_out)))
            self.velocity_W.append(np.zeros((n_in, n_out)))
            self.velocity_b.append(np.zeros((1, n_out)))

    def _pass(self, X):
        """Return the inputs of all layers, and the logits."""
        last = len(self.W) - 1
        inputs = []
        A = X
        for k in range(len(self.W)):
            inputs.append(A)
            Z = np.dot(A, self.W[k]) + self.b[k]
            if k == last:
                return inputs, Z
            A = np.where(Z > 0, Z, 0.0)

    def _probability(self, z):
        if z >= 0:
            return 1.0 / (1.0 + math.exp(-z))
        return math.exp(z) / (1.0 + math.exp(z))

    def forward(self, X):
        inputs, logits = self._pass(X)
        p = np.zeros((len(X), 1))
        for i in range(len(X)):
            p[i, 0] = self._probability(logits[i, 0])
        return p

    def loss(self, X, y):
        inputs, logits = self._pass(X)
        labels = np.array(y).flatten()
        total = 0.0
        for i in range(len(X)):
            z = float(logits[i, 0])
            # -log(p) = log(1 + e^-z), -log(1 - p) = log(1 + e^z)
            if labels[i] == 1:
                z = -z
            if z > 0:
                total += z + math.log1p(math.exp(-z))
            else:
                total += math.log1p(math.exp(z))
        return total / len(X)

    def gradients(self, X, y):
        m = len(X)
        inputs, logits = self._pass(X)
        labels = np.array(y).flatten()
        error = np.zeros((m, 1))
        for i in range(m):
            error[i, 0] = self._probability(logits[i, 0]) - float(labels[i])

        gW = [None] * len(self.W)
        gb = [None] * len(self.W)
        for k in range(len(self.W) - 1, -1, -1):
            gW[k] = np.zeros_like(self.W[k])
            gb[k] = np.zeros_like(self.b[k])
            for i in range(m):
                gW[k] += np.outer(inputs[k][i], error[i]) / m
                gb[k] += error[i]
            if k > 0:
                error = np.dot(error, self.W[k].T)
                error[inputs[k] <= 0] = 0.0
        return gW, gb

    def step(self, gW, gb):
        for k in range(len(self.W)):
            self.velocity_W[k] = self.momentum * self.velocity_W[k] - self.lr * gW[k]
            self.velocity_b[k] = self.momentum * self.velocity_b[k] - self.lr * gb[k]
            self.W[k] = self.W[k] + self.velocity_W[k]
            self.b[k] = self.b[k] + self.velocity_b[k]

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        for k in range(len(self.W)):
            self.velocity_W[k] = np.zeros_like(self.W[k])
            self.velocity_b[k] = np.zeros_like(self.b[k])
        self.step(gW, gb)

    def fit(self, X, y, epochs):
        losses = []
        for epoch in range(epochs):
            losses.append(self.loss(X, y))
            self.train_step(X, y)
        return losses

    def predict(self, X):
        labels = []
        for p in self.forward(X):
            if p[0] >= 0.5:
                labels.append(1)
            else:
                labels.append(0)
        return np.array(labels)
