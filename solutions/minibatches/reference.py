import numpy as np


def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
    n = len(X)
    # One order for both arrays, so that each row keeps its label; indexing with
    # it copies, so the caller's arrays stay as they are.
    order = rng.permutation(n) if shuffle else np.arange(n)
    # Cut after shuffling: otherwise every epoch would lose the same samples.
    end = n - n % batch_size if drop_last else n
    for start in range(0, end, batch_size):
        batch = order[start : start + batch_size]
        yield X[batch], y[batch]
