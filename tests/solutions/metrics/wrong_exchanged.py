# expect: pr-swapped
import numpy as np


def confusion_matrix(t, p, K):
    return np.array([[np.sum((t.ravel() == i) & (p.ravel() == j)) for j in range(K)] for i in range(K)])


def precision_recall_f1(t, p):
    tp, fp, fn = [int(confusion_matrix(t, p, 2)[cell]) for cell in ((1, 1), (1, 0), (0, 1))]
    return tuple(a / b if b else 0.0 for a, b in ((tp, tp + fp), (tp, tp + fn), (2 * tp, 2 * tp + fp + fn)))


def accuracy(t, p):
    return sum(t.ravel() == p.ravel()) / len(t)
