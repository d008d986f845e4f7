"""An iterator class, row by row."""

import numpy as np


class Loader:
    def __init__(self, X, y, batch_size, order, drop_last):
        self.X, self.y, self.size, self.order, self.drop = X, y, batch_size, order, drop_last
        self.at = 0

    def __iter__(self):
        return self

    def __next__(self):
        left = len(self.order) - self.at
        if left <= 0 or (self.drop and left < self.size):
            raise StopIteration
        rows = self.order[self.at : self.at + self.size]
        self.at += self.size
        return np.stack([self.X[r] for r in rows]), np.array([self.y[r] for r in rows])


def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
    order = np.arange(len(X))
    if shuffle:
        order = rng.permuted(order)
    return iter(Loader(X, y, batch_size, order, drop_last))
