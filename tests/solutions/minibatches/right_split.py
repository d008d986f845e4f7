# Cuts the permutation at multiples of the batch size. A function with an inner generator.
import numpy as np


def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
    n = X.shape[0]
    order = rng.choice(n, size=n, replace=False) if shuffle else np.r_[0:n]
    pieces = np.split(order, np.arange(batch_size, n, batch_size))
    if drop_last and len(pieces[-1]) < batch_size:
        pieces.pop()
    return ((X[piece], y[piece]) for piece in pieces)
