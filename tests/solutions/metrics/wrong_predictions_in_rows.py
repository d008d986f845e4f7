# expect: transposed-alone
import numpy as np


def confusion_matrix(t, p, K):
    M = np.zeros((K, K), dtype=np.int64)
    for i, j in zip(p.ravel(), t.ravel()):
        M[i, j] += 1
    return M


def precision_recall_f1(t, p):
    M = confusion_matrix(t, p, 2)
    tp, predicted, true = M[1, 1], M[1].sum(), M[:, 1].sum()
    return (
        tp / predicted if predicted else 0.0,
        tp / true if true else 0.0,
        2 * tp / (predicted + true) if predicted + true else 0.0,
    )


def accuracy(t, p):
    return float(np.average(t.ravel() == p.ravel()))
