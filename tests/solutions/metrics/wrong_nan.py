# expect: zero-division
import numpy as np


def confusion_matrix(t, p, K):
    return np.histogram2d(t.ravel(), p.ravel(), bins=np.arange(K + 1) - 0.5)[0].astype(int)


def precision_recall_f1(t, p):
    t, p = t.ravel(), p.ravel()
    tp = np.sum((t == 1) & (p == 1))
    fp = np.sum((t == 0) & (p == 1))
    fn = np.sum((t == 1) & (p == 0))
    return tp / (tp + fp), tp / (tp + fn), 2 * tp / (2 * tp + fp + fn)


def accuracy(t, p):
    return np.mean(np.equal(t.ravel(), p.ravel()))
