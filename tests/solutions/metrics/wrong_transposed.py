# expect: transposed-alone
import numpy as np


def confusion_matrix(t, p, K):
    M = np.zeros((K, K), dtype=int)
    for truth, guess in zip(t.ravel(), p.ravel()):
        M[guess, truth] += 1
    return M


def precision_recall_f1(t, p):
    t, p = t.ravel(), p.ravel()
    tp = int(np.sum((t == 1) & (p == 1)))
    fp = int(np.sum((t != 1) & (p == 1)))
    fn = int(np.sum((t == 1) & (p != 1)))
    div = lambda a, b: a / b if b else 0.0
    return div(tp, tp + fp), div(tp, tp + fn), div(2 * tp, 2 * tp + fp + fn)


def accuracy(t, p):
    t, p = t.ravel(), p.ravel()
    return float(np.mean(t == p)) if len(t) else 0.0
