# expect: unnamed
# says: W[0], W[1] and W[2] all have a standard deviation of about
import numpy as np


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        rng = np.random.default_rng(seed)
        self.conf = {"lr": lr, "K": sizes[-1]}
        self.W = [rng.uniform(-0.1, 0.1, (n, k)) for n, k in zip(sizes, sizes[1:])]
        self.b = [np.zeros((1, k)) for k in sizes[1:]]

    def one_hot(self, y):
        labels = np.asarray(y, dtype=int)
        res = np.zeros((labels.shape[0], self.conf["K"]))
        for k in range(self.conf["K"]):
            res[labels == k, k] = 1
        return res

    def _chain(self, X):
        chain = [dict(a=X)]
        for W, b in zip(self.W, self.b):
            z = chain[-1]["a"] @ W + b
            chain.append(dict(z=z, a=np.maximum(z, 0)))
        return chain

    def _logp(self, X):
        z = self._chain(X)[-1]["z"]
        z = z - z.max(axis=1, keepdims=True)
        return z - np.log(np.exp(z).sum(axis=1, keepdims=True))

    def forward(self, X):
        return np.exp(self._logp(X))

    def loss(self, X, y):
        return float(-np.sum(self._logp(X) * self.one_hot(y)) / len(X))

    def gradients(self, X, y):
        chain = self._chain(X)
        d = (self.forward(X) - self.one_hot(y)) / len(X)
        gW, gb = [], []
        for k in range(len(self.W), 0, -1):
            gW.insert(0, chain[k - 1]["a"].T @ d)
            gb.insert(0, d.sum(axis=0, keepdims=True))
            if k > 1:
                d = (d @ self.W[k - 1].T) * (chain[k - 1]["z"] > 0)
        return gW, gb

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        lr = self.conf["lr"]
        self.W = [w - lr * g for w, g in zip(self.W, gW)]
        self.b = [b - lr * g for b, g in zip(self.b, gb)]

    def predict(self, X):
        return self.forward(X).argmax(axis=1)
