# expect: unmasked-error-passed-on
import numpy as np


class Dense:
    def __init__(self, net, k):
        self.net, self.k = net, k

    def forward(self, inputs):
        self.inputs = inputs
        self.output = np.dot(inputs, self.net.W[self.k]) + self.net.b[self.k]
        return self.output


class SoftmaxMLP:
    def __init__(self, sizes, lr=0.1, seed=0):
        rng = np.random.default_rng(seed)
        self.n_classes = sizes[-1]
        self.lr = lr
        self.W = [rng.normal(0, np.sqrt(2. / a), size=(a, b)) for a, b in zip(sizes[:-1], sizes[1:])]
        self.b = [np.zeros((1, b)) for b in sizes[1:]]
        self.layers = [Dense(self, k) for k in range(len(sizes) - 1)]

    def one_hot(self, y):
        return np.eye(self.n_classes)[np.asarray(y).astype(int)]

    def _scores(self, X):
        a = X
        for layer in self.layers[:-1]:
            a = np.maximum(0, layer.forward(a))
        return self.layers[-1].forward(a)

    def forward(self, X):
        s = self._scores(X)
        exp_values = np.exp(s - np.max(s, axis=1, keepdims=True))
        return exp_values / np.sum(exp_values, axis=1, keepdims=True)

    def loss(self, X, y):
        s = self._scores(X)
        top = s.max(axis=1, keepdims=True)
        lse = top[:, 0] + np.log(np.exp(s - top).sum(axis=1))
        return float(np.mean(lse - s[np.arange(len(s)), np.asarray(y).astype(int)]))

    def gradients(self, X, y):
        P = self.forward(X)
        dera = (P - self.one_hot(y)) / len(P)
        L = len(self.layers)
        gW, gb = [None] * L, [None] * L
        gW[-1] = np.dot(self.layers[-1].inputs.T, dera)
        gb[-1] = dera.sum(axis=0, keepdims=True)
        for l in range(L - 2, -1, -1):
            dera = np.dot(dera, self.W[l + 1].T)
            dz = dera * (self.layers[l].output > 0)
            gW[l] = np.dot(self.layers[l].inputs.T, dz)
            gb[l] = dz.sum(axis=0, keepdims=True)
        return gW, gb

    def train_step(self, X, y):
        gW, gb = self.gradients(X, y)
        self.W = [w - self.lr * g for w, g in zip(self.W, gW)]
        self.b = [b - self.lr * g for b, g in zip(self.b, gb)]

    def predict(self, X):
        return self.forward(X).argmax(axis=1)
