# nnprep: one-hot
"""One-hot labels.

Write `one_hot`, which turns the labels of a batch into rows: row i is 0 everywhere except in column y[i], where it's 1.

Conventions
    Labels run from 0 to num_classes - 1. A batch may lack any class, even the last one.
    y is (m,) or (m, 1), with integers of any type or floats such as 2.0.
    Raise ValueError if any label is negative, too large or not a whole number.
    Don't modify your arguments.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest one_hot.py)

    >>> one_hot(np.array([2, 0, 2]), 4).tolist()
    [[0.0, 0.0, 1.0, 0.0], [1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0]]
    >>> one_hot(np.array([[1.0], [0.0]]), 2).tolist()
    [[0.0, 1.0], [1.0, 0.0]]
    >>> one_hot(np.array([0]), 3).dtype
    dtype('float64')
    >>> for label in (-1, 3, 1.5):
    ...     try:
    ...         one_hot(np.array([0, label]), 3)
    ...     except ValueError:
    ...         print("ValueError")
    ValueError
    ValueError
    ValueError
    >>> one_hot(np.array([0, 0]), 1).shape
    (2, 1)
    >>> one_hot(np.array([1]), 3).shape
    (1, 3)
"""

import numpy as np


def one_hot(y, num_classes):
    """Return the one-hot rows of labels, (m, num_classes) float64.

    y            (m,) or (m, 1)  the labels
    num_classes  int             how many classes there are
    """
    raise NotImplementedError
