# expect: f1-unguarded
import numpy as np


def confusion_matrix(t, p, K):
    C = np.zeros((K, K), int)
    np.add.at(C, (t.ravel(), p.ravel()), 1)
    return C


def precision_recall_f1(t, p):
    y, yhat = t.ravel(), p.ravel()
    tp = np.sum((y == 1) & (yhat == 1))
    precision = np.float64(tp / max(np.sum(yhat == 1), 1))
    recall = np.float64(tp / max(np.sum(y == 1), 1))
    f1 = 2 * precision * recall / (precision + recall)
    return float(precision), float(recall), float(f1)


def accuracy(t, p):
    y, yhat = t.ravel(), p.ravel()
    return float(np.sum(y == yhat) / max(len(y), 1))
