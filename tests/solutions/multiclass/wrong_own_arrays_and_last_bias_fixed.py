# expect: unnamed
# says: A training step leaves b[2] as before even where nothing was assigned.
import numpy as np


class SoftmaxMLP:
    """Computes with tuples of arrays, of which W and b only show what they are at first."""

    def __init__(self, sizes, lr=0.1, seed=0):
        draws, self.lr, self.classes = np.random.default_rng(seed), lr, sizes[-1]
        self._net = tuple(
            (np.sqrt(2 / rows) * draws.standard_normal((rows, columns)), np.zeros((1, columns)))
            for rows, columns in zip(sizes, sizes[1:])
        )
        self.W, self.b = map(list, zip(*self._net))

    def one_hot(self, y):
        return (np.arange(self.classes) == np.asarray(y).astype(np.int64).reshape(-1, 1)) * 1.0

    def _log_p(self, X):
        self._inputs = []
        for weights, bias in self._net:
            self._inputs.append(X)
            logits = np.matmul(X, weights) + bias
            X = logits.clip(0)
        return logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)

    def forward(self, X):
        return np.exp(self._log_p(X))

    def loss(self, X, y):
        return -float(np.mean(self._log_p(X)[self.one_hot(y) > 0]))

    def gradients(self, X, y):
        error = (self.forward(X) - self.one_hot(y)) / X.shape[0]
        slopes = []
        for (weights, _), inputs in zip(reversed(self._net), reversed(self._inputs)):
            slopes.append((inputs.T @ error, np.ones((1, len(error))) @ error))
            error = np.where(inputs > 0, error @ weights.T, 0)
        gW, gb = zip(*reversed(slopes))
        return list(gW), list(gb)

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        for layer, (weights, bias) in enumerate(self._net):
            np.subtract(weights, self.lr * gW[layer], out=weights)
            if layer + 1 < len(self._net):
                np.subtract(bias, self.lr * gb[layer], out=bias)

    def predict(self, X):
        return self._log_p(X).argmax(1)
