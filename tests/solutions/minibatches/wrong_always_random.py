# expect: always-shuffled
import numpy as np


def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
    order = [int(i) for i in rng.choice(len(y), len(y), False)]
    while order:
        rows, order = order[:batch_size], order[batch_size:]
        if len(rows) == batch_size or not drop_last:
            yield X[rows], y[rows]
