from itertools import pairwise

import numpy as np


def sigmoid(z):
<<<<<<< HEAD
    # exp of a negative number can't overflow, so each sign gets the form that only needs exp(-|z|).
=======
    # exp of a negative number can't overflow, so each sign uses the form that only needs exp(-|z|).
>>>>>>> room/english
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        self.lr = lr
        self.momentum = momentum
        self.W = []  # one (n_in, n_out) for each layer
        self.b = []  # one (1, n_out) for each layer
<<<<<<< HEAD
        # One generator for all layers: a new one with the same seed would give each the same numbers.
=======
        # All layers share one generator: a fresh one for each would give them the same numbers.
>>>>>>> room/english
        rng = np.random.default_rng(seed)
        for n_in, n_out in pairwise(sizes):
            # A ReLU zeroes about half of its inputs, and the 2 makes up for it (He et al., 2015).
            std = np.sqrt(2 / n_in)
<<<<<<< HEAD
            # Units with equal weights would stay equal, so the weights are random.
            self.W.append(std * rng.standard_normal((n_in, n_out)))
            # Random weights already break the symmetry, so the biases can start at zero.
            self.b.append(np.zeros((1, n_out)))
        # Before the first step the velocity is zero.
=======
            # Units that start out identical stay identical, so each gets its own weights.
            self.W.append(std * rng.standard_normal((n_in, n_out)))
            # The weights already make the units different, so the biases can start at zero.
            self.b.append(np.zeros((1, n_out)))
        # Nothing has moved yet, so the velocities start at zero.
>>>>>>> room/english
        self.vW = [np.zeros_like(W) for W in self.W]
        self.vb = [np.zeros_like(b) for b in self.b]

    def forward(self, X):
<<<<<<< HEAD
        # The backward pass needs every layer's input and pre-activation for this batch only.
        self.A, self.Z = [X], []
        for W, b in zip(self.W, self.b, strict=True):
            self.Z.append(self.A[-1] @ W + b)  # (m, n_out)
            # Without the nonlinearity, the layers would collapse into one affine map.
=======
        # The backward pass needs every layer's input and pre-activation, for this batch only.
        self.A, self.Z = [X], []
        for W, b in zip(self.W, self.b, strict=True):
            self.Z.append(self.A[-1] @ W + b)  # (m, n_out)
            # Without this nonlinearity, the layers would collapse into one affine map.
>>>>>>> room/english
            self.A.append(np.maximum(self.Z[-1], 0))  # (m, n_out)
        # The output is a probability, so the last layer has a sigmoid instead of a ReLU.
        self.A[-1] = sigmoid(self.Z[-1])  # (m, 1)
        return self.A[-1]

    def loss(self, X, y):
        self.forward(X)
        z = self.Z[-1]  # (m, 1)
        # Labels as a column match the logits; (m, 1) with (m,) would broadcast to (m, m).
        y = np.asarray(y, dtype=float).reshape(-1, 1)
<<<<<<< HEAD
        # Compute log sigmoid from the logit, because the sigmoid itself may round to 0 or 1.
        log_p = -np.logaddexp(0, -z)  # (m, 1)
        log_not_p = -np.logaddexp(0, z)  # (m, 1)
        # The loss of a row is minus the log-probability of its label.
        return float(-np.mean(y * log_p + (1 - y) * log_not_p))

    def gradients(self, X, y):
        # The caches must be those of this batch, even if another one ran before.
=======
        # Compute the log of the sigmoid from the logit, because the sigmoid itself may round to 0 or 1.
        log_p = -np.logaddexp(0, -z)  # (m, 1)
        log_not_p = -np.logaddexp(0, z)  # (m, 1)
        # Each row is charged for the probability of its own label.
        return float(-np.mean(y * log_p + (1 - y) * log_not_p))

    def gradients(self, X, y):
        # The cached values must belong to this batch, whatever ran before.
>>>>>>> room/english
        self.forward(X)
        A, Z = self.A, self.Z
        y = np.asarray(y, dtype=float).reshape(-1, 1)
        gW, gb = [None] * len(self.W), [None] * len(self.b)
<<<<<<< HEAD
        # The slopes of sigmoid and cross-entropy cancel to p - y; 1/m of the mean goes in once, here.
=======
        # Sigmoid and cross-entropy cancel, leaving the error. The mean's 1/m goes in here, once for all layers.
>>>>>>> room/english
        delta = (A[-1] - y) / len(X)  # (m, 1)
        for k in reversed(range(len(self.W))):
            # A weight's gradient is its input times the error at its output, summed over the rows.
            gW[k] = A[k].T @ delta  # (n_in, n_out)
            gb[k] = np.sum(delta, axis=0, keepdims=True)  # (1, n_out)
            if k > 0:
<<<<<<< HEAD
                # The error goes back through the same weights, and stops where the ReLU was off.
=======
                # The error goes back through the same weights and stops at units that were inactive.
>>>>>>> room/english
                delta = (delta @ self.W[k].T) * (Z[k - 1] > 0)  # (m, n_in)
        return gW, gb

    def step(self, gW, gb):
        for k in range(len(self.W)):
<<<<<<< HEAD
            # The velocity keeps a share of the last step, so steps in one direction add up.
            self.vW[k] = self.momentum * self.vW[k] - self.lr * gW[k]
            self.vb[k] = self.momentum * self.vb[k] - self.lr * gb[k]
            # The velocity already points downhill, so add it.
=======
            # The velocity keeps a fraction of the last move, so moves in the same direction add up.
            self.vW[k] = self.momentum * self.vW[k] - self.lr * gW[k]
            self.vb[k] = self.momentum * self.vb[k] - self.lr * gb[k]
            # It already points downhill, so add it.
>>>>>>> room/english
            self.W[k] = self.W[k] + self.vW[k]
            self.b[k] = self.b[k] + self.vb[k]

    def train_step(self, X, y):
<<<<<<< HEAD
        # Compute all gradients before any weight changes, so that they belong to the same weights.
=======
        # All gradients belong to the same weights, so compute every one before any weight moves.
>>>>>>> room/english
        gW, gb = self.gradients(X, y)
        self.step(gW, gb)

    def fit(self, X, y, epochs):
        history = []
        for _ in range(epochs):
<<<<<<< HEAD
            # The loss at the beginning of the epoch, before the step.
=======
            # The loss belongs to the weights at the start of the epoch.
>>>>>>> room/english
            history.append(self.loss(X, y))
            self.train_step(X, y)
        return history

    def predict(self, X):
        p = self.forward(X).ravel()  # (m,)
<<<<<<< HEAD
        # Above one half, the label 1 is the more likely one.
=======
        # Above one half, label 1 is more likely than label 0.
>>>>>>> room/english
        return (p > 0.5).astype(int)  # (m,)
