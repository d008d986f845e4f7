import numpy as np


def confusion_matrix(t, p, K):
    C = np.zeros((K, K), dtype=int)
    # C[t, p] += 1 would count a pair once, however often it occurs.
    np.add.at(C, (np.ravel(t), np.ravel(p)), 1)
    return C


def precision_recall_f1(t, p):
    C = confusion_matrix(t, p, 2)
    tp, fp, fn = C[1, 1], C[0, 1], C[1, 0]
    precision = share(tp, tp + fp)
    recall = share(tp, tp + fn)
    # From counts, F1 needs no guard of its own for precision + recall = 0.
    f1 = share(2 * tp, 2 * tp + fp + fn)
    return precision, recall, f1


def share(part, whole):
    return float(part / whole) if whole else 0.0


def accuracy(t, p):
    # Flat, since a column and a row would make an (m, m) table.
    return float(np.mean(np.ravel(t) == np.ravel(p)))
