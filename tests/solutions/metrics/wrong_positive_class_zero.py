# expect: negative-class
import numpy as np


def confusion_matrix(t, p, K):
    codes = t.ravel().astype(np.int64) * K + p.ravel().astype(np.int64)
    return np.bincount(codes, minlength=K ** 2).reshape((K, K))


def precision_recall_f1(t, p):
    [[tp, fn], [fp, tn]] = confusion_matrix(t, p, 2).tolist()
    out = []
    for num, den in ((tp, tp + fp), (tp, tp + fn), (2 * tp, 2 * tp + fp + fn)):
        out.append(num / den if den > 0 else 0.0)
    return tuple(out)


def accuracy(t, p):
    if len(t) == 0:
        return 0.0
    return 1.0 - float(np.count_nonzero(t.ravel() != p.ravel())) / len(t)
