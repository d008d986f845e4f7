# A dataclass for each layer; W and b are properties that read from the layers and write to them.
from dataclasses import dataclass, field

import numpy as np


@dataclass
class Dense:
    W: np.ndarray
    b: np.ndarray
    vW: np.ndarray = field(init=False)
    vb: np.ndarray = field(init=False)

    def __post_init__(self):
        self.vW = np.zeros_like(self.W)
        self.vb = np.zeros_like(self.b)

    def __call__(self, x):
        return x @ self.W + self.b


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        self.lr, self.momentum = lr, momentum
        rng = np.random.default_rng(seed)
        pairs = list(zip(sizes, sizes[1:]))
        self.layers = [Dense(rng.normal(0, (2 / i) ** 0.5, (i, o)), np.zeros((1, o))) for i, o in pairs]

    @property
    def W(self):
        return [layer.W for layer in self.layers]

    @W.setter
    def W(self, arrays):
        for layer, array in zip(self.layers, arrays):
            layer.W = array

    @property
    def b(self):
        return [layer.b for layer in self.layers]

    @b.setter
    def b(self, arrays):
        for layer, array in zip(self.layers, arrays):
            layer.b = array

    def _run(self, X):
        inputs, pre = [], []
        x = X
        for layer in self.layers:
            inputs.append(x)
            pre.append(layer(x))
            x = np.clip(pre[-1], 0, None)
        return inputs, pre

    def forward(self, X):
        logits = self._run(X)[1][-1]
        return 0.5 * (1 + np.tanh(logits / 2))

    def loss(self, X, y):
        logits = self._run(X)[1][-1][:, 0]
        y = np.ravel(y)
        return np.mean(np.where(y == 1, np.logaddexp(0, -logits), np.logaddexp(0, logits)))

    def gradients(self, X, y):
        inputs, pre = self._run(X)
        error = (0.5 * (1 + np.tanh(pre[-1] / 2)) - np.reshape(y, (-1, 1))) / X.shape[0]
        gW, gb = [], []
        for k in range(len(self.layers) - 1, -1, -1):
            gW.insert(0, inputs[k].T @ error)
            gb.insert(0, error.sum(0, keepdims=True))
            if k:
                error = error @ self.layers[k].W.T
                error[pre[k - 1] <= 0] = 0
        return gW, gb

    def step(self, gW, gb):
        for layer, dW, db in zip(self.layers, gW, gb):
            layer.vW = self.momentum * layer.vW - self.lr * dW
            layer.vb = self.momentum * layer.vb - self.lr * db
            layer.W = layer.W + layer.vW
            layer.b = layer.b + layer.vb

    def train_step(self, X, y):
        self.step(*self.gradients(X, y))

    def fit(self, X, y, epochs):
        history = np.empty(epochs)
        for t in range(epochs):
            history[t] = self.loss(X, y)
            self.train_step(X, y)
        return history

    def predict(self, X):
        return (self.forward(X)[:, 0] >= 0.5).astype(np.int64)
