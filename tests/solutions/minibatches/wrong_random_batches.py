# expect: with-replacement
import numpy as np


def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
    n = len(X)
    rows = rng.choice(n, n) if shuffle else np.arange(n)
    for start in range(0, n - (n % batch_size) * drop_last, batch_size):
        yield X[rows[start : start + batch_size]], y[rows[start : start + batch_size]]
