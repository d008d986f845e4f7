# expect: derived:function
import numpy as np


def relu(x):
    return np.max(x, 0)


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        g = np.random.default_rng(seed)
        self.lr = lr
        self.W, self.b = [], []
        for a, c in zip(sizes, sizes[1:], strict=False):
            self.W.append(g.normal(0, (2 / a) ** 0.5, (a, c)))
            self.b.append(np.zeros((1, c)))

    def run(self, X):
        inputs, z = [], X
        for n, (W, b) in enumerate(zip(self.W, self.b, strict=True)):
            inputs.append(relu(z) if n else X)
            z = inputs[-1] @ W + b
        return inputs, z

    def forward(self, X):
        z = self.run(X)[1]
        e = np.exp(z - z.max(1, keepdims=True))
        return e / e.sum(1, keepdims=True)

    def one_hot(self, y):
        return np.eye(self.b[-1].shape[1])[np.asarray(y).astype(int)]

    def loss(self, X, y):
        z = self.run(X)[1]
        z = z - z.max(1, keepdims=True)
        log_p = z - np.log(np.exp(z).sum(1, keepdims=True))
        return float(-(self.one_hot(y) * log_p).sum() / len(X))

    def gradients(self, X, y):
        inputs, _ = self.run(X)
        d = (self.forward(X) - self.one_hot(y)) / len(X)
        gW, gb = [], []
        for n in range(len(self.W) - 1, -1, -1):
            gW.insert(0, inputs[n].T @ d)
            gb.insert(0, d.sum(0, keepdims=True))
            d = d @ self.W[n].T * (inputs[n] > 0)
        return gW, gb

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        self.W = [W - self.lr * g for W, g in zip(self.W, gW, strict=True)]
        self.b = [b - self.lr * g for b, g in zip(self.b, gb, strict=True)]

    def predict(self, X):
        return self.forward(X).argmax(1)
