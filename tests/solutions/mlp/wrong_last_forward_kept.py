# expect: stale-cache-once
import numpy as np




class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        self.lr = lr
        self.momentum = momentum
        rng = np.random.default_rng(seed)
        self.W, self.b = [], []
        for i in range(1, len(sizes)):
            self.W.append(rng.normal(0, np.sqrt(2 / sizes[i - 1]), (sizes[i - 1], sizes[i])))
            self.b.append(np.zeros((1, sizes[i])))
        self.vW = [np.zeros(w.shape) for w in self.W]
        self.vb = [np.zeros(b.shape) for b in self.b]
        self.A = None
        self.Z = None

    def forward(self, X):
        self.A, self.Z = [X], []
        for W, b in zip(self.W, self.b):
            self.Z.append(self.A[-1] @ W + b)
            self.A.append(np.maximum(0, self.Z[-1]))
        z = self.Z[-1]
        e = np.exp(-np.abs(z))
        self.A[-1] = np.where(z >= 0, 1 / (1 + e), e / (1 + e))
        return self.A[-1]

    def loss(self, X, y):
        self.forward(X)
        z = self.Z[-1]
        y = np.asarray(y, dtype=np.float64).reshape(-1, 1)
        return float(np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))))

    def gradients(self, X, y):
        if self.A is None:
            self.forward(X)
        y = np.asarray(y, dtype=np.float64).reshape(-1, 1)
        dz = (self.A[-1] - y) / y.shape[0]
        gW = [None] * len(self.W)
        gb = [None] * len(self.W)
        for k in range(len(self.W) - 1, -1, -1):
            gW[k] = self.A[k].T @ dz
            gb[k] = np.sum(dz, axis=0, keepdims=True)
            if k:
                dz = (dz @ self.W[k].T) * (self.Z[k - 1] > 0)
        return gW, gb

    def step(self, gW, gb):
        for k in range(len(self.W)):
            self.vW[k] = self.momentum * self.vW[k] - self.lr * gW[k]
            self.vb[k] = self.momentum * self.vb[k] - self.lr * gb[k]
            self.W[k] = self.W[k] + self.vW[k]
            self.b[k] = self.b[k] + self.vb[k]

    def train_step(self, X, y):
        self.forward(X)
        self.step(*self.gradients(X, y))

    def fit(self, X, y, epochs):
        hist = []
        for _ in range(epochs):
            hist.append(self.loss(X, y))
            self.train_step(X, y)
        return hist

    def predict(self, X):
        return (self.forward(X) > 0.5).astype(int)[:, 0]
