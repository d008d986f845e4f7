# nnprep: metrics
"""Confusion matrix, precision, recall, F1 and accuracy.

Write `confusion_matrix` for K classes, `precision_recall_f1` for two, and `accuracy` for any number of them.

    precision = the share of predicted positives that are positive
    recall    = the share of positives that are predicted
    F1        = the harmonic mean of the two, 2 · tp / (2 · tp + fp + fn)

Conventions
    t holds the true labels and p the predicted ones: integers from 0. Each is (m,) or (m, 1), independent of the other.
    Rows of the confusion matrix are true classes, columns are predicted ones.
    Class 1 is the positive one.
    If a quotient would be 0 / 0, the result is 0, without a warning.
    Don't modify your arguments.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest metrics.py)

    >>> t, p = np.array([0, 2, 2, 0, 2]), np.array([0, 2, 0, 0, 2])
    >>> confusion_matrix(t, p, 4).tolist()
    [[2, 0, 0, 0], [0, 0, 0, 0], [1, 0, 2, 0], [0, 0, 0, 0]]
    >>> accuracy(t, p)
    0.8
    >>> t, p = np.array([[1], [1], [0], [1], [1]]), np.array([1, 1, 1, 0, 0])
    >>> np.round(precision_recall_f1(t, p), 6).tolist()
    [0.666667, 0.5, 0.571429]
    >>> accuracy(t, p)
    0.4
    >>> np.round(precision_recall_f1(t, 0 * p), 6).tolist()
    [0.0, 0.0, 0.0]
"""

import numpy as np


def confusion_matrix(t, p, K):
    """Return how often each pair of labels occurs, (K, K) integers.

    t  (m,) or (m, 1)  the true labels
    p  (m,) or (m, 1)  the predicted labels
    K  int             the number of classes
    """
    raise NotImplementedError


def precision_recall_f1(t, p):
    """Return (precision, recall, f1) of class 1, three floats.

    t  (m,) or (m, 1)  the true labels, 0 or 1
    p  (m,) or (m, 1)  the predicted labels, 0 or 1
    """
    raise NotImplementedError


def accuracy(t, p):
    """Return the share of samples whose label is predicted correctly, a float.

    t  (m,) or (m, 1)  the true labels
    p  (m,) or (m, 1)  the predicted labels
    """
    raise NotImplementedError
