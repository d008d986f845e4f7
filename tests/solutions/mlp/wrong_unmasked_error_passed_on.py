# expect: unmasked-error-passed-on
from itertools import pairwise

import numpy as np


def sigmoid(z):
    # exp of a negative number can't overflow, so each sign uses the form that only needs exp(-|z|).
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        self.lr = lr
        self.momentum = momentum
        self.W = []  # one (n_in, n_out) for each layer
        self.b = []  # one (1, n_out) for each layer
        # All layers share one generator: a fresh one for each would give them the same numbers.
        rng = np.random.default_rng(seed)
        for n_in, n_out in pairwise(sizes):
            # A ReLU zeroes about half of its inputs, and the 2 makes up for it (He et al., 2015).
            std = np.sqrt(2 / n_in)
            # Units that start out identical stay identical, so each gets its own weights.
            self.W.append(std * rng.standard_normal((n_in, n_out)))
            # The weights already make the units different, so the biases can start at zero.
            self.b.append(np.zeros((1, n_out)))
        # Nothing has moved yet, so the velocities start at zero.
        self.vW = [np.zeros_like(W) for W in self.W]
        self.vb = [np.zeros_like(b) for b in self.b]

    def forward(self, X):
        # The backward pass needs every layer's input and pre-activation, for this batch only.
        self.A, self.Z = [X], []
        for W, b in zip(self.W, self.b, strict=True):
            self.Z.append(self.A[-1] @ W + b)  # (m, n_out)
            # Without this nonlinearity, the layers would collapse into one affine map.
            self.A.append(np.maximum(self.Z[-1], 0))  # (m, n_out)
        # The output is a probability, so the last layer has a sigmoid instead of a ReLU.
        self.A[-1] = sigmoid(self.Z[-1])  # (m, 1)
        return self.A[-1]

    def loss(self, X, y):
        self.forward(X)
        z = self.Z[-1]  # (m, 1)
        # As a column, labels line up with logits; (m, 1) with (m,) would broadcast to (m, m).
        y = np.asarray(y, dtype=float).reshape(-1, 1)
        # Compute the log of the sigmoid from the logit, because the sigmoid itself may round to 0 or 1.
        log_p = -np.logaddexp(0, -z)  # (m, 1)
        log_not_p = -np.logaddexp(0, z)  # (m, 1)
        # Each row is charged for the probability of its own label.
        return float(-np.mean(y * log_p + (1 - y) * log_not_p))

    def gradients(self, X, y):
        # The cached values must belong to this batch, whatever ran before.
        self.forward(X)
        A, Z = self.A, self.Z
        y = np.asarray(y, dtype=float).reshape(-1, 1)
        gW, gb = [None] * len(self.W), [None] * len(self.b)
        # Sigmoid and cross-entropy cancel, leaving the error. The mean's 1/m goes in here, once for all layers.
        delta = (A[-1] - y) / len(X)  # (m, 1)
        before = delta
        for k in reversed(range(len(self.W))):
            # A weight's gradient is its input times the error at its output, summed over the rows.
            gW[k] = A[k].T @ delta  # (n_in, n_out)
            gb[k] = np.sum(delta, axis=0, keepdims=True)  # (1, n_out)
            if k > 0:
                # The error goes back through the same weights and stops at units that were inactive.
                before = before @ self.W[k].T
                delta = np.where(Z[k - 1] > 0, before, 0.0)
        return gW, gb

    def step(self, gW, gb):
        for k in range(len(self.W)):
            # The velocity keeps a fraction of the last move, so moves in the same direction add up.
            self.vW[k] = self.momentum * self.vW[k] - self.lr * gW[k]
            self.vb[k] = self.momentum * self.vb[k] - self.lr * gb[k]
            # It already points downhill, so add it.
            self.W[k] = self.W[k] + self.vW[k]
            self.b[k] = self.b[k] + self.vb[k]

    def train_step(self, X, y):
        # All gradients belong to the same weights, so compute every one before any weight moves.
        gW, gb = self.gradients(X, y)
        self.step(gW, gb)

    def fit(self, X, y, epochs):
        history = []
        for _ in range(epochs):
            # The loss belongs to the weights at the start of the epoch.
            history.append(self.loss(X, y))
            self.train_step(X, y)
        return history

    def predict(self, X):
        p = self.forward(X).ravel()  # (m,)
        # Above one half, label 1 is more likely than label 0.
        return (p > 0.5).astype(int)  # (m,)
