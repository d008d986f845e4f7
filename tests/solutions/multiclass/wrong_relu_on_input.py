# expect: relu-on-input
import numpy as np


class SoftmaxMLP:
    """Columns are samples inside; the biases ride along as an extra row of weights."""

    def __init__(self, sizes, lr=0.1, seed=0):
        rng = np.random.default_rng(seed)
        self.lr = lr
        self.sizes = tuple(sizes)
        self.W, self.b = [], []
        for fan_in, fan_out in zip(sizes, sizes[1:]):
            self.W.append(rng.standard_normal((fan_in, fan_out)) * np.sqrt(2 / fan_in))
            self.b.append(np.zeros((1, fan_out)))

    def one_hot(self, y):
        idx = np.asarray(y).astype(np.int64)
        out = np.zeros((idx.size, self.sizes[-1]))
        np.put_along_axis(out, idx[:, None], 1.0, axis=1)
        return out

    def _run(self, X):
        one = np.ones((1, len(X)))
        H, S = [], np.asarray(X).T
        for W, b in zip(self.W, self.b):
            H.append(np.vstack([np.maximum(S, 0), one]))
            S = np.vstack([W, b]).T @ H[-1]
        return H, S

    def forward(self, X):
        S = self._run(X)[1]
        E = np.exp(S - S.max(axis=0))
        return (E / E.sum(axis=0)).T

    def loss(self, X, y):
        S = self._run(X)[1]
        idx = np.asarray(y).astype(np.int64)
        margins = S - S[idx, np.arange(S.shape[1])]
        worst = margins.max(axis=0)
        return float(np.mean(worst + np.log(np.exp(margins - worst).sum(axis=0))))

    def gradients(self, X, y):
        H, _ = self._run(X)
        D = (self.forward(X) - self.one_hot(y)).T / len(X)
        gW, gb = [], []
        for k in range(len(self.W) - 1, -1, -1):
            G = np.einsum("im,om->io", H[k], D)
            gW.insert(0, G[:-1])
            gb.insert(0, G[-1:])
            D = (self.W[k] @ D) * (H[k][:-1] > 0)
        return gW, gb

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        for k in range(len(gW)):
            self.W[k] = self.W[k] - self.lr * gW[k]
            self.b[k] = self.b[k] - self.lr * gb[k]

    def predict(self, X):
        return self._run(X)[1].argmax(axis=0)
