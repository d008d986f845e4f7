# expect: dropped-before-shuffling
import numpy as np


def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
    if drop_last:
        full = len(X) // batch_size * batch_size
        X, y = X[:full], y[:full]
    order = np.arange(len(X))
    if shuffle:
        order = np.argsort(rng.standard_normal(len(X)))
    for start in range(0, len(X), batch_size):
        chosen = order[start : start + batch_size]
        yield X[chosen], y[chosen]
