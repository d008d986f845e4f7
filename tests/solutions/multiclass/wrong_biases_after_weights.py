# expect: biases-after-weights
# nnprep: multiclass
import numpy as np


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        rng = np.random.default_rng(seed)
        self.lr = lr
        self.n_classes = sizes[-1]
        self.W = [rng.normal(0, np.sqrt(2 / n), (n, k)) for n, k in zip(sizes[:-1], sizes[1:])]
        self.b = [np.zeros((1, k)) for k in sizes[1:]]

    def one_hot(self, y):
        return np.identity(self.n_classes)[np.asarray(y).astype(int)]

    def _pass(self, X):
        acts = [X]
        for W, b in zip(self.W, self.b):
            acts.append(np.maximum(0, z := acts[-1] @ W + b))
        z = z - z.max(axis=1, keepdims=True)
        return acts[:-1], z - np.log(np.exp(z).sum(axis=1, keepdims=True))

    def forward(self, X):
        return np.exp(self._pass(X)[1])

    def loss(self, X, y):
        logp = self._pass(X)[1]
        return float(-np.einsum("ij,ij->", logp, self.one_hot(y)) / len(logp))

    def gradients(self, X, y):
        acts, logp = self._pass(X)
        delta = (np.exp(logp) - self.one_hot(y)) / len(logp)
        gW, gb = [], []
        for a, W in zip(reversed(acts), reversed(self.W)):
            gW.append(np.einsum("ni,no->io", a, delta))
            gb.append(np.einsum("no->o", delta)[None])
            delta = np.einsum("no,io->ni", delta, W) * (a > 0)
        return gW[::-1], gb[::-1]

    def train_step(self, X, y):
        self.W = [W - self.lr * g for W, g in zip(self.W, self.gradients(X, y)[0])]
        self.b = [b - self.lr * g for b, g in zip(self.b, self.gradients(X, y)[1])]

    def predict(self, X):
        return np.argmax(self._pass(X)[1], axis=1)
