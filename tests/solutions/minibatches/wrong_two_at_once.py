# expect: drop-last-ignored + y-not-shuffled
import numpy as np


def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
    Xs = X[rng.permutation(len(X))] if shuffle else X
    for i in range(0, len(X), batch_size):
        yield Xs[i : i + batch_size], y[i : i + batch_size]
