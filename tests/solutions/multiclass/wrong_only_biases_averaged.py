# expect: derived:variant
# nnprep: multiclass
import numpy as np

class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        r = np.random.RandomState(seed)
        self.sizes, self.lr = sizes, lr
        self.W = [r.normal(0, np.sqrt(2 / a), (a, c)) for a, c in zip(sizes, sizes[1:])]
        self.b = [np.zeros((1, c)) for c in sizes[1:]]

    def one_hot(self, y):
        T = np.zeros((len(y), self.sizes[-1]))
        T[range(len(y)), np.asarray(y).astype(int)] = 1
        return T

    def _hidden(self, X):
        acts = [X]
        for W, b in list(zip(self.W, self.b))[:-1]:
            z = acts[-1] @ W + b
            acts.append(np.where(z > 0, z, 0))
        return acts

    def _logits(self, h):
        z = h @ self.W[-1] + self.b[-1]
        return z - z.max(axis=1, keepdims=True)

    def forward(self, X):
        e = np.exp(self._logits(self._hidden(X)[-1]))
        return e / e.sum(axis=1, keepdims=True)

    def loss(self, X, y):
        z = self._logits(self._hidden(X)[-1])
        own = z[np.arange(len(z)), np.asarray(y).astype(int)]
        return float(np.mean(np.log(np.exp(z).sum(axis=1)) - own))

    def gradients(self, X, y):
        acts = self._hidden(X)
        gW, gb = {}, {}
        dZ = self.forward(X) - self.one_hot(y)
        for k in range(len(self.W))[::-1]:
            gW[k] = acts[k].T @ dZ
            gb[k] = dZ.mean(axis=0, keepdims=True)
            if k > 0:
                dZ = dZ @ self.W[k].T * (acts[k] > 0)
        ks = range(len(self.W))
        return [gW[k] for k in ks], [gb[k] for k in ks]

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        for k in range(len(self.W)):
            self.W[k] = self.W[k] - self.lr * gW[k]
            self.b[k] = self.b[k] - self.lr * gb[k]

    def predict(self, X):
        return np.argmax(self.forward(X), axis=1)
