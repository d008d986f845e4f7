# expect: cache-not-reset
import numpy as np


def sigmoid(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-np.abs(z))), np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))))


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        rng = np.random.default_rng(seed)
        self.n = len(sizes) - 1
        self.lr, self.momentum = lr, momentum
        self.W, self.b, self.vW, self.vb = [], [], [], []
        self.inputs, self.pre = [], []
        for i in range(self.n):
            self.W.append(rng.normal(scale=np.sqrt(2 / sizes[i]), size=(sizes[i], sizes[i + 1])))
            self.b.append(np.zeros((1, sizes[i + 1])))
            self.vW.append(0.0)
            self.vb.append(0.0)

    def forward(self, X):
        x = X
        for i in range(self.n):
            self.inputs.append(x)
            z = x @ self.W[i] + self.b[i]
            self.pre.append(z)
            x = np.where(z > 0, z, 0)
        self.out = sigmoid(z)
        return self.out

    def loss(self, X, y):
        self.forward(X)
        z, y = self.pre[-1], np.reshape(y, (-1, 1))
        return np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-abs(z))))

    def gradients(self, X, y):
        self.forward(X)
        gW, gb = [], []
        d = (self.out - np.reshape(y, (-1, 1))) / y.size
        for i in range(self.n - 1, -1, -1):
            gW = [self.inputs[i].T @ d, *gW]
            gb = [d.sum(axis=0, keepdims=True), *gb]
            if i:
                d = np.where(self.pre[i - 1] > 0, d @ self.W[i].T, 0)
        return gW, gb

    def step(self, gW, gb):
        for i in range(self.n):
            self.vW[i] = self.momentum * self.vW[i] + self.lr * gW[i]
            self.vb[i] = self.momentum * self.vb[i] + self.lr * gb[i]
            self.W[i] = self.W[i] - self.vW[i]
            self.b[i] = self.b[i] - self.vb[i]

    def train_step(self, X, y):
        self.step(*self.gradients(X, y))

    def fit(self, X, y, epochs):
        history = []
        for _ in range(epochs):
            history.append(self.loss(X, y))
            self.train_step(X, y)
        return history

    def predict(self, X):
        return (self.forward(X) > 0.5).astype(int)[:, 0]
