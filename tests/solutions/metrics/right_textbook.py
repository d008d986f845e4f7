# nnprep: metrics
import numpy as np


def confusion_matrix(t, p, K):
    t = t.flatten().astype(np.int64)
    p = p.flatten().astype(np.int64)
    C = np.zeros((K, K), dtype=np.int64)
    np.add.at(C, (t, p), 1)
    return C


def precision_recall_f1(t, p):
    (tn, fp), (fn, tp) = confusion_matrix(t, p, 2).tolist()
    precision = tp / (tp + fp) if tp + fp != 0 else 0.0
    recall = tp / (tp + fn) if tp + fn != 0 else 0.0
    f1 = 2 * tp / (2 * tp + fp + fn) if tp + fp + fn != 0 else 0.0
    return precision, recall, f1


def accuracy(t, p):
    K = 1 + int(max(t.max(initial=0), p.max(initial=0)))
    C = confusion_matrix(t, p, K)
    total = int(C.sum())
    return int(np.trace(C)) / total if total else 0.0
