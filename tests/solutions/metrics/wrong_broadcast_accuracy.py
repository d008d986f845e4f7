# expect: acc-broadcast
import numpy as np


def _flat(a):
    return a.astype(np.int64).flatten()


def _ratio(num, den):
    return float(num) / float(den) if den else 0.0


def confusion_matrix(t, p, K):
    return np.bincount(_flat(t) * K + _flat(p), minlength=K * K).reshape(K, K)


def precision_recall_f1(t, p):
    _, fp, fn, tp = confusion_matrix(t, p, 2).ravel()
    return _ratio(tp, tp + fp), _ratio(tp, tp + fn), _ratio(2 * tp, 2 * tp + fp + fn)


def accuracy(t, p):
    if t.size == 0:
        return 0.0
    return float((t == p).mean())
