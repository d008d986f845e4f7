# expect: log-of-picked + softmax-axis0
# nnprep: multiclass
import numpy as np


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        rng = np.random.RandomState(seed)
        self.lr, self.K = lr, sizes[-1]
        self.W, self.b = [], []
        for l in range(1, len(sizes)):
            self.W.append(rng.randn(sizes[l - 1], sizes[l]) * np.sqrt(2 / sizes[l - 1]))
            self.b.append(np.zeros((1, sizes[l])))

    def one_hot(self, y):
        out = np.zeros((len(y), self.K))
        out[np.arange(len(y)), np.array(y).astype(int)] = 1
        return out

    def relu(self, Z):
        return np.maximum(Z, 0)

    def softmax(self, Z):
        Z = Z - np.max(Z, axis=0)
        A = np.exp(Z) / sum(np.exp(Z))
        return A

    def forward_prop(self, X):
        As = [X]
        for W, b in zip(self.W[:-1], self.b[:-1]):
            As.append(self.relu(As[-1] @ W + b))
        return As, As[-1] @ self.W[-1] + self.b[-1]

    def forward(self, X):
        return self.softmax(self.forward_prop(X)[1])

    def loss(self, X, y):
        P = self.forward(X)
        return float(-np.mean(np.log(P[np.arange(len(P)), np.array(y).astype(int)])))

    def gradients(self, X, y):
        m = len(X)
        As, Z = self.forward_prop(X)
        dZ = self.softmax(Z) - self.one_hot(y)
        gW, gb = [], []
        for l in range(len(self.W) - 1, -1, -1):
            gW.insert(0, As[l].T @ dZ / m)
            gb.insert(0, np.sum(dZ, axis=0, keepdims=True) / m)
            dZ = (dZ @ self.W[l].T) * (As[l] > 0)
        return gW, gb

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        for l in range(len(self.W)):
            self.W[l] = self.W[l] - self.lr * gW[l]
            self.b[l] = self.b[l] - self.lr * gb[l]

    def predict(self, X):
        return np.argmax(self.forward(X), axis=1)
