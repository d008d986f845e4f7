# expect: batches-shuffled-only
import numpy as np


def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
    starts = list(range(0, len(X), batch_size))
    if drop_last and len(X) % batch_size:
        del starts[-1]
    if shuffle:
        rng.shuffle(starts)
    for start in starts:
        yield X[start : start + batch_size], y[start : start + batch_size]
