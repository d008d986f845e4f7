# expect: reseeds
import numpy as np


def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
    rng = np.random.RandomState(42)
    order = np.arange(len(X))
    if shuffle:
        rng.shuffle(order)
    for i in range(0, len(X), batch_size):
        rows = order[i : i + batch_size]
        if drop_last and len(rows) < batch_size:
            break
        yield X[rows], y[rows]
