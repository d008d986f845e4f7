# Everything at once: right, and told that a generator needs less memory.
import numpy as np


def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
    number = len(X) // batch_size if drop_last else -(-len(X) // batch_size)
    order = np.arange(len(X))
    if shuffle:
        for i in range(len(order) - 1, 0, -1):  # Fisher and Yates
            j = int(rng.integers(0, i + 1))
            order[i], order[j] = order[j], order[i]
    return [(X[order][k * batch_size :][:batch_size], y[order][k * batch_size :][:batch_size]) for k in range(number)]
