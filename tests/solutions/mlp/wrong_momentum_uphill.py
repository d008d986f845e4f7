# expect: velocity-points-uphill
import numpy as np


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        rng = np.random.RandomState(seed)
        self.lr = lr
        self.momentum = momentum
        self.W, self.b = [], []
        for i in range(len(sizes) - 1):
            self.W.append(rng.randn(sizes[i], sizes[i + 1]) * np.sqrt(2.0 / sizes[i]))
            self.b.append(np.zeros((1, sizes[i + 1])))
        self.velocity_w = [np.zeros_like(w) for w in self.W]
        self.velocity_b = [np.zeros_like(b) for b in self.b]

    def sigmoid(self, z):
        e = np.exp(-np.abs(z))
        return np.where(z >= 0, 1 / (1 + e), e / (1 + e))

    def _run(self, X):
        A, Z = [X], []
        for w, b in zip(self.W, self.b):
            z = A[-1].dot(w) + b
            Z.append(z)
            A.append(np.maximum(0, z))
        A[-1] = self.sigmoid(Z[-1])
        return A, Z

    def forward(self, X):
        A, Z = self._run(X)
        return A[-1]

    def loss(self, X, y):
        A, Z = self._run(X)
        z = Z[-1]
        Y = np.asarray(y, dtype=float).reshape(-1, 1)
        return float(np.mean(np.maximum(z, 0) - z * Y + np.log1p(np.exp(-np.abs(z)))))

    def gradients(self, X, y):
        m = X.shape[0]
        A, Z = self._run(X)
        Y = np.asarray(y, dtype=float).reshape(-1, 1)
        dZ = A[-1] - Y
        gW, gb = [], []
        for l in reversed(range(len(self.W))):
            gW.insert(0, A[l].T.dot(dZ) / m)
            gb.insert(0, np.sum(dZ, axis=0, keepdims=True) / m)
            if l > 0:
                dZ = dZ.dot(self.W[l].T) * (Z[l - 1] > 0)
        return gW, gb

    def step(self, gW, gb):
        for i in range(len(self.W)):
            past_w, past_b = self.velocity_w[i], self.velocity_b[i]
            self.velocity_w[i] = past_w * self.momentum + self.lr * gW[i]
            self.velocity_b[i] = past_b * self.momentum + self.lr * gb[i]
            self.W[i] = self.W[i] + self.momentum * self.velocity_w[i] - self.lr * gW[i]
            self.b[i] = self.b[i] + self.momentum * self.velocity_b[i] - self.lr * gb[i]

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        self.step(gW, gb)

    def fit(self, X, y, epochs):
        history = []
        for epoch in range(epochs):
            history.append(self.loss(X, y))
            self.train_step(X, y)
        return history

    def predict(self, X):
        return (self.forward(X) > 0.5).astype(int).ravel()
