# expect: shuffled-in-place
import numpy as np


def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
    if shuffle:
        order = rng.permutation(len(y))
        X[...] = X[order]
        y[...] = y[order]
    stop = len(y) // batch_size * batch_size if drop_last else len(y)
    for i in range(0, stop, batch_size):
        yield X[i : i + batch_size].copy(), y[i : i + batch_size].copy()
