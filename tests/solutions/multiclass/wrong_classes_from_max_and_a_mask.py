# expect: classes-from-max
import numpy as np


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        rng = np.random.RandomState(seed)
        self.sizes = list(sizes)
        self.num_classes = sizes[-1]
        self.lr = lr
        self.W = []
        self.b = []
        for i in range(1, len(sizes)):
            self.W.append(rng.normal(loc=0.0, scale=np.sqrt(2.0 / sizes[i - 1]), size=(sizes[i - 1], sizes[i])))
            self.b.append(np.zeros((1, sizes[i])))

    def one_hot(self, y):
        Y = np.asarray(y).astype(int)
        one_hot_Y = np.zeros((Y.size, Y.max() + 1))
        one_hot_Y[np.arange(Y.size), Y] = 1
        return one_hot_Y

    def _forward(self, X):
        acts = [X]
        L = len(self.W)
        for l in range(L):
            z = np.dot(acts[-1], self.W[l]) + self.b[l]
            acts.append(np.maximum(0, z) if l < L - 1 else z)
        return acts

    def _softmax(self, z):
        e = np.exp(z - np.max(z, 1, keepdims=True))
        e /= np.sum(e, 1, keepdims=True)
        return e

    def forward(self, X):
        return self._softmax(self._forward(X)[-1])

    def loss(self, X, y):
        z = self._forward(X)[-1]
        s = z - np.max(z, 1, keepdims=True)
        logp = s - np.log(np.sum(np.exp(s), 1, keepdims=True))
        return float(-np.sum(logp[self.one_hot(y) == 1]) / X.shape[0])

    def gradients(self, X, y):
        acts = self._forward(X)
        delta = (self._softmax(acts[-1]) - self.one_hot(y)) / X.shape[0]
        gW, gb = [], []
        for l in range(len(self.W) - 1, -1, -1):
            gW.append(acts[l].T.dot(delta))
            gb.append(np.sum(delta, axis=0, keepdims=True))
            if l != 0:
                delta = delta.dot(self.W[l].T) * (acts[l] > 0)
        return gW[::-1], gb[::-1]

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        for l in range(len(self.W)):
            self.W[l] = self.W[l] - self.lr * gW[l]
            self.b[l] = self.b[l] - self.lr * gb[l]

    def predict(self, X):
        return np.argmax(self._forward(X)[-1], axis=1)
