from itertools import pairwise

import numpy as np


def sigmoid(z):
    # exp of a negative number cannot overflow, so each sign gets the form that only needs exp(-|z|).
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        self.lr = lr
        self.momentum = momentum
        self.W = []  # one (n_in, n_out) for each layer
        self.b = []  # one (1, n_out) for each layer
        # One generator serves all layers: a fresh one for each would deal them the same numbers.
        rng = np.random.default_rng(seed)
        for n_in, n_out in pairwise(sizes):
            # A ReLU silences about half of what arrives, and the 2 makes up for it (He et al., 2015).
            std = np.sqrt(2 / n_in)
            # Units that start alike stay alike, so each gets weights of its own.
            self.W.append(std * rng.standard_normal((n_in, n_out)))
            # The weights already tell the units apart, so the biases can wait at zero.
            self.b.append(np.zeros((1, n_out)))
        # Before the first step nothing has moved yet.
        self.vW = [np.zeros_like(W) for W in self.W]
        self.vb = [np.zeros_like(b) for b in self.b]

    def forward(self, X):
        # Going back needs every layer's input and pre-activation, of this batch and of no other.
        self.A, self.Z = [X], []
        for W, b in zip(self.W, self.b, strict=True):
            self.Z.append(self.A[-1] @ W + b)  # (m, n_out)
            # The kink is what keeps the layers from collapsing into one affine map.
            self.A.append(np.maximum(self.Z[-1], 0))  # (m, n_out)
        # The last layer answers with a probability, so a sigmoid takes the place of its ReLU.
        self.A[-1] = sigmoid(self.Z[-1])  # (m, 1)
        return self.A[-1]

    def loss(self, X, y):
        self.forward(X)
        z = self.Z[-1]  # (m, 1)
        # As a column, labels line up with logits; (m, 1) with (m,) would broadcast to (m, m).
        y = np.asarray(y, dtype=float).reshape(-1, 1)
        # The logarithm of a sigmoid is taken from the logit, because the sigmoid itself may round to 0 or 1.
        log_p = -np.logaddexp(0, -z)  # (m, 1)
        log_not_p = -np.logaddexp(0, z)  # (m, 1)
        # Each row pays for the probability that it gave to its own label.
        return float(-np.mean(y * log_p + (1 - y) * log_not_p))

    def gradients(self, X, y):
        # The caches must be those of this batch, whatever was run before.
        self.forward(X)
        A, Z = self.A, self.Z
        y = np.asarray(y, dtype=float).reshape(-1, 1)
        gW, gb = [None] * len(self.W), [None] * len(self.b)
        # Sigmoid and cross-entropy cancel down to the error; the mean's 1/m goes in here, once for all layers.
        delta = (A[-1] - y) / len(X)  # (m, 1)
        for k in reversed(range(len(self.W))):
            # A weight's gradient is what came in times the error that went out, summed over the rows.
            gW[k] = A[k].T @ delta  # (n_in, n_out)
            gb[k] = np.sum(delta, axis=0, keepdims=True)  # (1, n_out)
            if k > 0:
                # The error goes back through the weights it came by, and stops at units that were silent.
                delta = (delta @ self.W[k].T) * (Z[k - 1] > 0)  # (m, n_in)
        return gW, gb

    def step(self, gW, gb):
        for k in range(len(self.W)):
            # The velocity keeps a share of the last move, so that moves in one direction add up.
            self.vW[k] = self.momentum * self.vW[k] - self.lr * gW[k]
            self.vb[k] = self.momentum * self.vb[k] - self.lr * gb[k]
            # It already points downhill, so it is added.
            self.W[k] = self.W[k] + self.vW[k]
            self.b[k] = self.b[k] + self.vb[k]

    def train_step(self, X, y):
        # All gradients belong to the same weights, so every one is known before any weight moves.
        gW, gb = self.gradients(X, y)
        self.step(gW, gb)

    def fit(self, X, y, epochs):
        history = []
        for _ in range(epochs):
            # The loss is that of the weights with which the epoch begins.
            history.append(self.loss(X, y))
            self.train_step(X, y)
        return history

    def predict(self, X):
        p = self.forward(X).ravel()  # (m,)
        # A probability above one half makes the label 1 the more likely one.
        return (p > 0.5).astype(int)  # (m,)
