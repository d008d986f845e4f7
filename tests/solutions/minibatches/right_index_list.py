# A list of row numbers, shuffled in place, and a while loop.
import numpy as np


def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
    indices = list(range(y.shape[0]))
    if shuffle:
        rng.shuffle(indices)
    while len(indices) >= batch_size or (indices and not drop_last):
        now, indices = indices[:batch_size], indices[batch_size:]
        yield X[now], y[now]
