# expect: fancy-increment
import numpy as np


def confusion_matrix(t, p, K):
    counts = np.zeros((K, K), int)
    counts[t.ravel(), p.ravel()] += 1
    return counts


def precision_recall_f1(t, p):
    (tn, fp), (fn, tp) = confusion_matrix(t, p, 2)
    precision = tp / max(tp + fp, 1)
    recall = tp / max(tp + fn, 1)
    return precision, recall, 2 * tp / max(2 * tp + fp + fn, 1)


def accuracy(t, p):
    return (t.ravel() == p.ravel()).mean()
