# expect: f1-raises
import numpy as np


def confusion_matrix(t, p, K):
    C = np.zeros(K * K, dtype=int)
    np.add.at(C, t.ravel().astype(int) * K + p.ravel().astype(int), 1)
    return C.reshape(K, K)


def precision_recall_f1(t, p):
    C = confusion_matrix(t, p, 2).tolist()
    tp = C[1][1]
    precision = tp / (tp + C[0][1]) if tp + C[0][1] > 0 else 0.0
    recall = tp / (tp + C[1][0]) if tp + C[1][0] > 0 else 0.0
    return precision, recall, 2 / (1 / precision + 1 / recall)


def accuracy(t, p):
    return float((t.flatten() == p.flatten()).sum() / t.size)
