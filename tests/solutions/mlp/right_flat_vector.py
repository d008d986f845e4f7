# All parameters live in one vector, so one line moves everything. W and b are views of it, and assigning to them fills it.
import numpy as np


class MLP:
    def __init__(self, sizes, lr=0.1, momentum=0.0, seed=0):
        self.lr, self.mu = lr, momentum
        shapes = [(i, o) for i, o in zip(sizes, sizes[1:])] + [(1, o) for o in sizes[1:]]
        ends = np.cumsum([r * c for r, c in shapes])
        self.theta = np.zeros(ends[-1])
        views = [part.reshape(shape) for part, shape in zip(np.split(self.theta, ends[:-1]), shapes)]
        L = len(sizes) - 1
        self._W, self._b = views[:L], views[L:]
        legacy = np.random.RandomState(seed)
        for W in self.W:
            W[...] = legacy.randn(*W.shape) * np.sqrt(2.0 / len(W))
        self.v = np.zeros_like(self.theta)

    W = property(lambda self: self._W, lambda self, arrays: self._fill(self._W, arrays))
    b = property(lambda self: self._b, lambda self, arrays: self._fill(self._b, arrays))

    @staticmethod
    def _fill(views, arrays):
        for view, array in zip(views, arrays):
            view[...] = array

    def _layers(self, X):
        trace = [X]
        for W, b in zip(self.W[:-1], self.b[:-1]):
            trace.append(np.maximum(0, trace[-1] @ W + b))
        return trace, trace[-1] @ self.W[-1] + self.b[-1]

    def forward(self, X):
        z = self._layers(X)[1]
        return np.exp(-np.logaddexp(0, -z))

    def loss(self, X, y):
        z = self._layers(X)[1].ravel()
        return float(np.logaddexp(0, z).mean() - np.dot(np.ravel(y), z) / z.size)

    def gradients(self, X, y):
        trace, z = self._layers(X)
        delta = np.exp(-np.logaddexp(0, -z)) - np.asarray(y).reshape(z.shape)
        delta /= len(z)
        gW, gb = {}, {}
        for k, a in reversed(list(enumerate(trace))):
            gW[k], gb[k] = a.T.dot(delta), np.ones((1, len(a))).dot(delta)
            delta = delta.dot(self.W[k].T) * (a > 0)
        return [gW[k] for k in sorted(gW)], [gb[k] for k in sorted(gb)]

    def step(self, gW, gb):
        g = np.concatenate([np.ravel(x) for x in [*gW, *gb]])
        self.v *= self.mu
        self.v += self.lr * g
        self.theta -= self.v

    def train_step(self, X, y):
        self.step(*self.gradients(X, y))

    def fit(self, X, y, epochs):
        losses = []
        for _ in range(epochs):
            losses += [self.loss(X, y)]
            self.train_step(X, y)
        return losses

    def predict(self, X):
        return self._layers(X)[1].ravel() > 0
