# expect: derived:argument-sign / derived:variant
import math

import numpy as np


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        """Create a network with these layer sizes; [2, 8, 3] has one hidden layer and three classes.

        sizes  list of int, from the number of inputs to the number of classes
        lr     float, the learning rate
        seed   int; the same seed gives the same weights

        W  list of (sizes[k], sizes[k+1]): normal, mean 0, standard deviation sqrt(2 / sizes[k]) in every layer (He)
        b  list of (1, sizes[k+1]): zeros; both float64
        """
        rng = np.random.default_rng(seed)
        self.sizes, self.lr = list(sizes), lr
        self.W, self.b = [], []
        for k in range(len(sizes) - 1):
            self.W.append(math.sqrt(2 / sizes[k]) * rng.standard_normal((sizes[k], sizes[k + 1])))
            self.b.append(np.zeros((1, sizes[k + 1])))

    def one_hot(self, y):
        """Return an (m, K) array of zeros with a 1 in each row, in the column of its label.

        y  (m,)  labels
        """
        hot = np.zeros((len(y), self.sizes[-1]))
        for i, label in enumerate(y):
            hot[i, int(label)] = 1
        return hot

    def _values(self, x):
        values = [x]
        for k in range(len(self.W)):
            z = values[-1] @ self.W[k] + self.b[k][0]
            values.append(np.maximum(z, 0) if k + 1 < len(self.W) else z)
        return values

    def _probs(self, z):
        e = [math.exp(max(z) - v) for v in z]
        total = math.fsum(e)
        return np.array([v / total for v in e])

    def forward(self, X):
        """Return the probability of every class for each row, shape (m, K).

        X  (m, sizes[0])  float64
        """
        return np.array([self._probs(self._values(x)[-1]) for x in X])

    def loss(self, X, y):
        """Return the mean cross-entropy, a float.

        X  (m, sizes[0])    y  (m,)
        """
        total = 0.0
        for x, label in zip(X, y):
            z = self._values(x)[-1]
            top = max(z)
            total += float(top - z[int(label)])
        return total / len(X)

    def gradients(self, X, y):
        """Return (gW, gb), the gradients of the loss on this batch, without moving any parameter.

        gW  list, each shaped like its W      gb  list, each shaped like its b
        """
        gW = [np.zeros_like(W) for W in self.W]
        gb = [np.zeros_like(b) for b in self.b]
        for x, label in zip(X, y):
            values = self._values(x)
            delta = self._probs(values[-1])
            delta[int(label)] -= 1
            for k in reversed(range(len(self.W))):
                gW[k] += np.outer(values[k], delta)
                gb[k] += delta
                delta = (self.W[k] @ delta) * (values[k] > 0)
        return gW, [d / len(X) for d in gb]

    def train_step(self, X, y):
        """Take one step of gradient descent on this batch, parameter = parameter - lr·gradient. Return nothing."""
        gW, gb = self.gradients(X, y)
        for k in range(len(self.W)):
            self.W[k] = self.W[k] - self.lr * gW[k]
            self.b[k] = self.b[k] - self.lr * gb[k]

    def predict(self, X):
        """Return the most likely class of each row: (m,) integers."""
        return np.array([int(np.argmax(p)) for p in self.forward(X)])
