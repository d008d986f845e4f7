"""Plain Python."""

import numpy as np


def flat(labels):
    return [int(v) for v in np.asarray(labels).flatten()]


def confusion_matrix(t, p, K):
    counts = [[0] * K for _ in range(K)]
    for a, b in zip(flat(t), flat(p)):
        counts[a][b] += 1
    return np.array(counts)


def precision_recall_f1(t, p):
    tp = fp = fn = 0
    for a, b in zip(flat(t), flat(p)):
        tp += a and b
        fp += b and not a
        fn += a and not b
    scores = []
    for top, bottom in ((tp, tp + fp), (tp, tp + fn), (2 * tp, 2 * tp + fp + fn)):
        try:
            scores.append(top / bottom)
        except ZeroDivisionError:
            scores.append(0.0)
    return scores


def accuracy(t, p):
    pairs = list(zip(flat(t), flat(p)))
    return sum(a == b for a, b in pairs) / len(pairs)
