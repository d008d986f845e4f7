# expect: sigmoid-output + loss-of-sigmoids
import numpy as np


def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


class SoftmaxMLP:
    """Feed-forward network, one output unit for each label (one-vs-all)."""

    def __init__(self, sizes, lr=0.1, seed=0):
        np.random.seed(seed)
        self.num_labels = sizes[-1]
        self.alpha = lr
        self.W = []
        self.b = []
        for L_in, L_out in zip(sizes[:-1], sizes[1:]):
            self.W.append(np.random.normal(0, np.sqrt(2 / L_in), (L_in, L_out)))
            self.b.append(np.zeros((1, L_out)))

    def one_hot(self, y):
        Y = np.zeros((y.shape[0], self.num_labels))
        Y[np.arange(y.shape[0]), y.astype(int)] = 1
        return Y

    def _propagate(self, X):
        a = [X]
        for Theta, b in zip(self.W, self.b):
            z = a[-1].dot(Theta) + b
            a.append(np.maximum(0, z))
        return a[:-1], z

    def forward(self, X):
        _, z = self._propagate(X)
        return sigmoid(z)

    def loss(self, X, y):
        _, z = self._propagate(X)
        Y = self.one_hot(y)
        m = X.shape[0]
        J = 1 / m * np.sum(Y * np.logaddexp(0, -z) + (1 - Y) * np.logaddexp(0, z))
        return float(J)

    def gradients(self, X, y):
        a, z = self._propagate(X)
        m = X.shape[0]
        delta = sigmoid(z) - self.one_hot(y)
        gW, gb = [], []
        for l in reversed(range(len(self.W))):
            gW.append(a[l].T.dot(delta) / m)
            gb.append(delta.sum(axis=0, keepdims=True) / m)
            delta = delta.dot(self.W[l].T) * (a[l] > 0)
        return gW[::-1], gb[::-1]

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        for l in range(len(self.W)):
            self.W[l] = self.W[l] - self.alpha * gW[l]
            self.b[l] = self.b[l] - self.alpha * gb[l]

    def predict(self, X):
        return np.argmax(self.forward(X), axis=1)
