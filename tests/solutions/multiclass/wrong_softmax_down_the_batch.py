# expect: softmax-axis0-everywhere
import numpy as np

dim = 0


def log_softmax(x):
    x = x - x.max(axis=dim, keepdims=True)
    return x - np.log(np.sum(np.exp(x), axis=dim, keepdims=True))


def nll(logp, t):
    return -np.mean(logp[np.arange(len(t)), t])


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        self.K = sizes[-1]
        self.lr = lr
        rng = np.random.default_rng(seed)
        self.W, self.b = [], []
        for i in range(1, len(sizes)):
            self.W.append(rng.normal(0.0, np.sqrt(2 / sizes[i - 1]), size=(sizes[i - 1], sizes[i])))
            self.b.append(np.zeros((1, sizes[i])))

    def one_hot(self, y):
        out = np.zeros((len(y), self.K))
        out[np.arange(len(y)), np.asarray(y).astype(int)] = 1
        return out

    def _logits(self, X):
        h, saved = X, []
        for i, (W, b) in enumerate(zip(self.W, self.b)):
            saved.append(h)
            h = h @ W + b
            if i != len(self.W) - 1:
                h = np.maximum(h, 0)
        return h, saved

    def forward(self, X):
        return np.exp(log_softmax(self._logits(X)[0]))

    def loss(self, X, y):
        return float(nll(log_softmax(self._logits(X)[0]), np.asarray(y).astype(int)))

    def gradients(self, X, y):
        logits, saved = self._logits(X)
        grad = (np.exp(log_softmax(logits)) - self.one_hot(y)) / len(logits)
        gW, gb = [], []
        for W, h in zip(reversed(self.W), reversed(saved)):
            gW.insert(0, h.T @ grad)
            gb.insert(0, grad.sum(0, keepdims=True))
            grad = grad @ W.T * (h > 0)
        return gW, gb

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        self.W = [W - self.lr * g for W, g in zip(self.W, gW)]
        self.b = [b - self.lr * g for b, g in zip(self.b, gb)]

    def predict(self, X):
        return np.argmax(self._logits(X)[0], axis=1)
