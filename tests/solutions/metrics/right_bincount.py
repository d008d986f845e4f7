# Numbers the cells and counts them; binary counts by masks.
import numpy as np


def confusion_matrix(t, p, K):
    cells = t.reshape(-1).astype(int) * K + p.reshape(-1)
    return np.bincount(cells.astype(int), minlength=K * K).reshape(K, K)


def precision_recall_f1(t, p):
    t, p = t.ravel() == 1, p.ravel() == 1
    hits = np.sum(t & p)
    precision = hits / p.sum() if p.any() else 0.0
    recall = hits / t.sum() if t.any() else 0.0
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return precision, recall, f1


def accuracy(t, p):
    t, p = t.ravel(), p.ravel()
    return np.count_nonzero(t == p) / t.size
