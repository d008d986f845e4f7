# expect: mask-of-last-hidden
from itertools import pairwise

import numpy as np


def softmax(z):
    # Subtracting the row's maximum only shifts the exponents, which are then at most 0.
    top = z.max(axis=1, keepdims=True)  # (m, 1)
    e = np.exp(z - top)  # (m, K)
    # Each row is its own distribution.
    return e / e.sum(axis=1, keepdims=True)  # (m, K)


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        self.lr = lr
        # The number of classes is set here, because a batch may not contain all of them.
        self.n_classes = sizes[-1]
        self.W = []  # one (n_in, n_out) for each layer
        self.b = []  # one (1, n_out) for each layer
        # All layers share one generator: a fresh one for each would give them the same numbers.
        rng = np.random.default_rng(seed)
        for n_in, n_out in pairwise(sizes):
            # A ReLU zeroes about half of its inputs, and the 2 makes up for it (He et al., 2015).
            std = np.sqrt(2 / n_in)
            # Units that start out identical stay identical, so each gets its own weights.
            self.W.append(std * rng.standard_normal((n_in, n_out)))
            self.b.append(np.zeros((1, n_out)))

    def one_hot(self, y):
        # Labels index columns, and only integers can be indices.
        labels = np.asarray(y).astype(int)  # (m,)
        Y = np.zeros((len(labels), self.n_classes))  # (m, K)
        # Pair each row number with its own label, so that one entry per row is set.
        Y[np.arange(len(labels)), labels] = 1
        return Y

    def forward(self, X):
        # The backward pass needs every layer's input and pre-activation, for this batch only.
        self.A, self.Z = [X], []
        for W, b in zip(self.W, self.b, strict=True):
            self.Z.append(self.A[-1] @ W + b)  # (m, n_out)
            self.A.append(np.maximum(self.Z[-1], 0))  # (m, n_out)
        # The classes are mutually exclusive, so the last layer's probabilities sum to 1.
        self.A[-1] = softmax(self.Z[-1])  # (m, K)
        return self.A[-1]

    def loss(self, X, y):
        self.forward(X)
        z = self.Z[-1]  # (m, K)
        # Take the log of the sum, whose largest term is 1, and never of a probability, which may round to 0.
        z = z - z.max(axis=1, keepdims=True)
        total = np.exp(z).sum(axis=1, keepdims=True)  # (m, 1)
        log_p = z - np.log(total)  # (m, K)
        # Each row is charged for the probability of its own class.
        return float(-np.sum(self.one_hot(y) * log_p) / len(X))

    def gradients(self, X, y):
        # The cached values must belong to this batch, whatever ran before.
        P = self.forward(X)  # (m, K)
        A, Z = self.A, self.Z
        Y = self.one_hot(y)  # (m, K)
        gW, gb = [None] * len(self.W), [None] * len(self.b)
        # Softmax and cross-entropy cancel, leaving the error. The mean's 1/m goes in here, once for all layers.
        delta = (P - Y) / len(X)  # (m, K)
        for k in reversed(range(len(self.W))):
            # A weight's gradient is its input times the error at its output, summed over the rows.
            gW[k] = A[k].T @ delta  # (n_in, n_out)
            gb[k] = np.sum(delta, axis=0, keepdims=True)  # (1, n_out)
            if k > 0:
                # The error goes back through the same weights and stops at units that were inactive.
                delta = (delta @ self.W[k].T) * (A[len(self.W) - 1] > 0)  # (m, n_in)
        return gW, gb

    def train_step(self, X, y):
        # All gradients belong to the same weights, so compute every one before any weight moves.
        gW, gb = self.gradients(X, y)
        for k in range(len(self.W)):
            self.W[k] = self.W[k] - self.lr * gW[k]
            self.b[k] = self.b[k] - self.lr * gb[k]

    def predict(self, X):
        # The most likely class of each row is the best guess at its label.
        return np.argmax(self.forward(X), axis=1)  # (m,)
