# nnprep: metrics
import numpy as np


def _as_list(a):
    return [int(v) for v in np.asarray(a).reshape(-1)]


def confusion_matrix(t, p, K):
    M = np.zeros((K, K), dtype=int)
    for a, b in zip(_as_list(t), _as_list(p)):
        M[a, b] += 1
    return M


def precision_recall_f1(t, p):
    tp = fp = fn = 0
    for a, b in zip(_as_list(t), _as_list(p)):
        if b == 1 and a == 1:
            tp += 1
        elif b == 1:
            fp += 1
        elif a == 1:
            fn += 1
    precision = 0.0
    if tp + fp > 0:
        precision = tp / (tp + fp)
    recall = 0.0
    if tp + fn > 0:
        recall = tp / (tp + fn)
    f1 = 0.0
    if tp + fp + fn > 0:
        f1 = 2 * tp / (2 * tp + fp + fn)
    return precision, recall, f1


def accuracy(t, p):
    t, p = _as_list(t), _as_list(p)
    hits = 0
    for i in range(len(t)):
        if t[i] == p[i]:
            hits += 1
    return hits / len(t) if len(t) else 0.0
