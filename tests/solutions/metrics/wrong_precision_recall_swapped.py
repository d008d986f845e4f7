# expect: pr-swapped
import numpy as np


def confusion_matrix(t, p, K):
    T = np.eye(K, dtype=int)[t.reshape(-1).astype(int)]
    P = np.eye(K, dtype=int)[p.reshape(-1).astype(int)]
    return T.T @ P


def precision_recall_f1(t, p):
    M = confusion_matrix(t, p, 2)
    tp, fp, fn = int(M[1, 1]), int(M[1, 0]), int(M[0, 1])
    precision = tp / (tp + fp) if tp + fp else 0.0
    recall = tp / (tp + fn) if tp + fn else 0.0
    f1 = 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 0.0
    return precision, recall, f1


def accuracy(t, p):
    n = t.size
    return int(np.sum(t.reshape(-1) == p.reshape(-1))) / n if n else 0.0
