# expect: acc-count + f1-arithmetic
import numpy as np


def confusion_matrix(t, p, K):
    C = np.zeros((K, K), dtype=int)
    for i, j in zip(t.ravel(), p.ravel()):
        C[i][j] += 1
    return C


def precision_recall_f1(t, p):
    C = confusion_matrix(t, p, 2)
    precision = C[1, 1] / C[:, 1].sum() if C[:, 1].any() else 0.0
    recall = C[1, 1] / C[1].sum() if C[1].any() else 0.0
    return precision, recall, np.mean([precision, recall])


def accuracy(t, p):
    return np.count_nonzero(t.ravel() == p.ravel())
