# expect: acc-broadcast
import numpy as np


def confusion_matrix(t, p, K):
    pairs, counts = np.unique(np.stack([t.ravel(), p.ravel()]).astype(int), axis=1, return_counts=True)
    C = np.zeros((K, K), int)
    C[pairs[0], pairs[1]] = counts
    return C


def precision_recall_f1(t, p):
    C = confusion_matrix(t, p, 2)
    with np.errstate(all="ignore"):
        scores = np.array([C[1, 1], C[1, 1], 2 * C[1, 1]]) / (C.sum(0)[1], C.sum(1)[1], C.sum(0)[1] + C.sum(1)[1])
    return tuple(np.nan_to_num(scores))


def accuracy(t, p):
    return (t == p).mean()
