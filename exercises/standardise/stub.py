# nnprep: standardise
"""Standardize features without leakage.

Write `standardise`. It gives each feature of the training set mean 0 and variance 1, and transforms the test set the
same way, as if nobody had seen its rows yet.

    mean  = the mean of each column of X_train
    scale = its standard deviation, or 1 if the column is constant
    both sets become (X - mean) / scale

Conventions
    Rows are samples. The standard deviation divides by m, not by m - 1.
    scale is the standard deviation itself, with nothing added, even if it is as small as 1e-9.
    Integers give the same results as equal floats.
    Don't modify your arguments.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest standardise.py)

    >>> X_train = np.array([[1.0, 5.0, 0.0], [3.0, 5.0, 0.0], [2.0, 5.0, 3.0], [2.0, 5.0, 9.0]])
    >>> X_test = np.array([[4.0, 6.0, 3.0]])
    >>> train, test, mean, scale = standardise(X_train, X_test)
    >>> mean.tolist()
    [2.0, 5.0, 3.0]
    >>> np.round(scale, 6).tolist()
    [0.707107, 1.0, 3.674235]
    >>> np.round(train[0], 6).tolist()
    [-1.414214, 0.0, -0.816497]
    >>> np.round(test, 6).tolist()
    [[2.828427, 1.0, 0.0]]
"""

import numpy as np


def standardise(X_train, X_test):
    """Return (train, test, mean, scale).

    X_train  (m, n)  the training set
    X_test   (k, n)  the test set

    train    (m, n)  X_train, standardized
    test     (k, n)  X_test, transformed with the same mean and scale
    mean     (n,)    of each feature
    scale    (n,)    what each feature is divided by
    """
    raise NotImplementedError
