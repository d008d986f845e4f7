# A product of one-hot rows: right, but the counts are floats.
import numpy as np


def confusion_matrix(t, p, K):
    rows, columns = np.eye(K)[t.reshape(-1)], np.eye(K)[p.reshape(-1)]
    return rows.T @ columns


def precision_recall_f1(t, p):
    (_, fp), (fn, tp) = confusion_matrix(t, p, 2)
    return (
        0.0 if tp == fp == 0 else tp / (tp + fp),
        0.0 if tp == fn == 0 else tp / (tp + fn),
        0.0 if tp == fp == fn == 0 else tp / (tp + 0.5 * (fp + fn)),
    )


def accuracy(t, p):
    K = int(max(t.max(), p.max())) + 1
    C = confusion_matrix(t, p, K)
    return np.trace(C) / C.sum()
