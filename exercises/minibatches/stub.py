# nnprep: minibatches
"""A mini-batch iterator.

Write the generator `minibatches`. It goes through a data set once, one epoch, and yields pairs (X_batch, y_batch).

Conventions
    Samples are the entries of the first axis of X and of y. X may have any number of axes after it.
    Every sample comes exactly once, with its own label. All batches have batch_size samples, except the last one, which
    may be smaller. It's never empty. With drop_last=True, leave it out if it's smaller.
    With shuffle=True samples come in random order, across the whole data set. With shuffle=False they keep their order.
    All randomness comes from rng, a np.random.Generator: the same seed gives the same epoch, the next call a new one.
    Don't modify your arguments, except the state of rng.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest minibatches.py)

    >>> X, y, rng = np.arange(10.0).reshape(5, 2), np.array([7, 8, 9, 7, 8]), np.random.default_rng(0)
    >>> for X_batch, y_batch in minibatches(X, y, 2, rng, shuffle=False):
    ...     print(X_batch.tolist(), y_batch.tolist())
    [[0.0, 1.0], [2.0, 3.0]] [7, 8]
    [[4.0, 5.0], [6.0, 7.0]] [9, 7]
    [[8.0, 9.0]] [8]
    >>> [len(y_batch) for _, y_batch in minibatches(X, y, 2, rng, drop_last=True)]
    [2, 2]
    >>> epoch = [y_batch for _, y_batch in minibatches(X, y, 2, rng)]
    >>> sorted(np.concatenate(epoch).tolist())
    [7, 7, 8, 8, 9]
    >>> [len(y_batch) for _, y_batch in minibatches(X, y, 9, rng)]
    [5]
    >>> list(minibatches(X, y, 9, rng, drop_last=True))
    []
"""

import numpy as np


def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
    """Yield the batches of one epoch: pairs (X_batch, y_batch).

    X           (n, ...)  the samples
    y           (n,)      their labels
    batch_size  int       at least 1, may be larger than n
    rng         Generator the source of all randomness
    shuffle     bool      whether samples come in random order
    drop_last   bool      whether to leave out a last batch with fewer samples

    X_batch     (b, ...)  b samples
    y_batch     (b,)      their labels
    """
    raise NotImplementedError
