# Sorts by random keys, copies both arrays once, and yields slices as lists.
import numpy as np


def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
    if shuffle:
        order = np.argsort(rng.random(len(y)))
        X, y = np.take(X, order, axis=0), np.take(y, order)
    for i in range(0, len(y), batch_size):
        if drop_last and i + batch_size > len(y):
            return
        yield [X[i : i + batch_size], y[i : i + batch_size]]
