# nnprep: metrics
"""Counts with a Counter; F1 as the harmonic mean of precision and recall."""
from collections import Counter
import numpy as np


def _pairs(t, p):
    return Counter(zip(np.ravel(t).tolist(), np.ravel(p).tolist()))


def confusion_matrix(t, p, K):
    n = _pairs(t, p)
    return np.array([[n[i, j] for j in range(K)] for i in range(K)], dtype=int).reshape(K, K)


def precision_recall_f1(t, p):
    n = _pairs(t, p)
    tp = n[1, 1]
    if tp == 0:
        return 0.0, 0.0, 0.0        # every quotient is 0 / something, or 0 / 0
    precision = tp / (tp + n[0, 1])
    recall = tp / (tp + n[1, 0])
    return precision, recall, 2.0 / (1.0 / precision + 1.0 / recall)


def accuracy(t, p):
    n = _pairs(t, p)
    wrong = sum(v for (a, b), v in n.items() if a != b)
    total = sum(n.values())
    return (total - wrong) / total if total else 0.0
