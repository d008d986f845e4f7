# expect: independent-shuffles
import numpy as np


def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
    if shuffle:
        X = rng.permutation(X)
        y = rng.permutation(y)
    for i in range(0, len(X), batch_size):
        if i + batch_size <= len(X) or not drop_last:
            yield X[i : i + batch_size], y[i : i + batch_size]
