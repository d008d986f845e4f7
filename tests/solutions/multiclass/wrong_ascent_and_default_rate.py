# expect: momentum-ascent + default-lr
# nnprep: multiclass
import numpy as np


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.01, seed=0):
        self.lr = lr
        self.n_out = sizes[-1]
        rng = np.random.default_rng(seed)
        self.W = [rng.normal(0, np.sqrt(2 / a), (a, c)) for a, c in zip(sizes, sizes[1:])]
        self.b = [np.zeros((1, c)) for c in sizes[1:]]

    def one_hot(self, y):
        t = np.zeros((len(y), self.n_out))
        t[np.arange(len(y)), np.asarray(y).astype(int)] = 1
        return t

    def _run(self, X):
        hist = [X]
        for W, b in zip(self.W[:-1], self.b[:-1]):
            hist.append(np.maximum(hist[-1] @ W + b, 0))
        logits = hist[-1] @ self.W[-1] + self.b[-1]
        return hist, logits - logits.max(axis=1, keepdims=True)

    def forward(self, X):
        e = np.exp(self._run(X)[1])
        return e / e.sum(axis=1, keepdims=True)

    def loss(self, X, y):
        _, s = self._run(X)
        target = s[np.arange(len(s)), np.asarray(y).astype(int)]
        return float((np.log(np.exp(s).sum(axis=1)) - target).mean())

    def gradients(self, X, y):
        hist, s = self._run(X)
        e = np.exp(s)
        # error of the output layer: target - prediction
        delta = (self.one_hot(y) - e / e.sum(axis=1, keepdims=True)) / len(X)
        gW, gb = [], []
        for k in reversed(range(len(self.W))):
            gW.append(-hist[k].T @ delta)
            gb.append(-delta.sum(axis=0, keepdims=True))
            delta = (delta @ self.W[k].T) * (hist[k] > 0)
        return gW[::-1], gb[::-1]

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        for k in range(len(self.W)):
            self.W[k] = self.W[k] + self.lr * gW[k]
            self.b[k] = self.b[k] + self.lr * gb[k]

    def predict(self, X):
        return np.argmax(self._run(X)[1], axis=1)
