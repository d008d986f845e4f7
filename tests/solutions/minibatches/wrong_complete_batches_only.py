# expect: drops-last
import numpy as np


def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
    idx = np.arange(len(X))
    if shuffle:
        rng.shuffle(idx)
    for k in range(len(X) // batch_size):
        rows = idx[k * batch_size : (k + 1) * batch_size]
        yield X[rows], y[rows]
