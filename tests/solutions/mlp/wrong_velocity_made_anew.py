# expect: velocity-anew-each-step
# nnprep: mlp
import numpy as np


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        gen = np.random.default_rng(seed)
        self.lr, self.momentum = lr, momentum
        self.W, self.b = [], []
        for n, h in zip(sizes, sizes[1:]):
            self.W.append(gen.standard_normal((n, h)) * np.sqrt(2 / n))
            self.b.append(np.zeros((1, h)))
        self.velW = [np.zeros(w.shape) for w in self.W]
        self.velb = [np.zeros(b.shape) for b in self.b]

    def _pass(self, X):
        zs, outs = [], [X]
        for W, b in zip(self.W, self.b):
            zs.append(outs[-1] @ W + b)
            outs.append(zs[-1].clip(min=0))
        return zs, outs

    def _p(self, z):
        return np.exp(-np.logaddexp(0, -z))

    def forward(self, X):
        return self._p(self._pass(X)[0][-1])

    def loss(self, X, y):
        z = self._pass(X)[0][-1].ravel()
        t = np.ravel(y)
        return float(np.mean(np.where(t == 1, np.logaddexp(0, -z), np.logaddexp(0, z))))

    def gradients(self, X, y):
        zs, outs = self._pass(X)
        delta = (self._p(zs[-1]) - np.reshape(y, (-1, 1)).astype(float)) / len(X)
        gW, gb = [], []
        for k in range(len(zs))[::-1]:
            gW.insert(0, outs[k].T @ delta)
            gb.insert(0, delta.sum(0, keepdims=True))
            if k:
                delta = (delta @ self.W[k].T) * (zs[k - 1] > 0)
        return gW, gb

    def step(self, gW, gb):
        for params, vels, grads in ((self.W, self.velW, gW), (self.b, self.velb, gb)):
            for k, g in enumerate(grads):
                vels[k] = -self.lr * g
                params[k] = params[k] + vels[k] + self.momentum * vels[k]

    def train_step(self, X, y):
        self.step(*self.gradients(X, y))

    def fit(self, X, y, epochs):
        history = []
        for _ in range(epochs):
            history.append(self.loss(X, y))
            self.train_step(X, y)
        return history

    def predict(self, X):
        return (self._pass(X)[0][-1][:, 0] > 0).astype(int)
