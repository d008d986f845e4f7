# expect: k-from-data
import numpy as np


def confusion_matrix(t, p, K):
    t, p = t.ravel(), p.ravel()
    size = len(range(max([*t, *p]) + 1))
    C = np.zeros((size, size), int)
    np.add.at(C, (t, p), 1)
    return C


def precision_recall_f1(t, p):
    t, p = t.ravel().astype(bool), p.ravel().astype(bool)
    tp, predicted, true = (t & p).sum(), p.sum(), t.sum()
    return (tp / predicted if predicted else 0.0, tp / true if true else 0.0, 2 * tp / ((predicted + true) or 1))


def accuracy(t, p):
    return 1.0 - float(np.mean(t.ravel() != p.ravel()))
