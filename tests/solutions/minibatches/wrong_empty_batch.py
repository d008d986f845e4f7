# expect: extra-empty
import numpy as np


def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
    n = len(X)
    order = rng.permutation(n) if shuffle else np.arange(n)
    for k in range(n // batch_size + (0 if drop_last else 1)):
        rows = order[k * batch_size : (k + 1) * batch_size]
        yield X[rows], y[rows]
