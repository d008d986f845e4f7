# expect: global-rng
import random

import numpy as np


def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
    order = list(range(len(X)))
    if shuffle:
        random.shuffle(order)
    for i in range(0, len(X), batch_size):
        rows = order[i : i + batch_size]
        if not (drop_last and len(rows) < batch_size):
            yield X[rows], y[rows]
