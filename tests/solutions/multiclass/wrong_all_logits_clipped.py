# expect: all-logits-clipped
import numpy as np


def softmax(z):
    z = np.clip(z, -500, 500)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return z, e / e.sum(axis=1, keepdims=True)


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        gen = np.random.default_rng(seed)
        self.K, self.lr = sizes[-1], lr
        self.W = [gen.standard_normal((i, o)) * (2 / i) ** 0.5 for i, o in zip(sizes, sizes[1:])]
        self.b = [np.zeros((1, o)) for o in sizes[1:]]

    def one_hot(self, y):
        T = np.zeros((len(y), self.K))
        for i, c in enumerate(y):
            T[i, int(c)] = 1
        return T

    def _pass(self, X):
        A, n = [X], len(self.W)
        for k in range(n):
            z = A[k] @ self.W[k] + self.b[k]
            A.append(z * (z > 0) if k < n - 1 else z)
        return A

    def forward(self, X):
        return softmax(self._pass(X)[-1])[1]

    def loss(self, X, y):
        z, p = softmax(self._pass(X)[-1])
        top = z.max(axis=1)
        total = 0.0
        for i in range(len(z)):
            total += top[i] + np.log(np.exp(z[i] - top[i]).sum()) - z[i, int(y[i])]
        return float(total / len(z))

    def gradients(self, X, y):
        A = self._pass(X)
        D = (softmax(A[-1])[1] - self.one_hot(y)) / len(X)
        gW, gb = [], []
        for k in range(len(self.W))[::-1]:
            gW = [A[k].T @ D] + gW
            gb = [D.sum(0, keepdims=True)] + gb
            D = D @ self.W[k].T * (A[k] > 0)
        return gW, gb

    def train_step(self, X, y):
        g, h = self.gradients(X, y)
        for k in range(len(g)):
            self.W[k] = self.W[k] - self.lr * g[k]
            self.b[k] = self.b[k] - self.lr * h[k]

    def predict(self, X):
        return np.array([int(np.argmax(r)) for r in self.forward(X)])
