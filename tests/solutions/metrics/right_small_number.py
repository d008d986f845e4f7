# A small number in the denominators: accepted, and told that a perfect score isn't quite 1.
import numpy as np


def confusion_matrix(t, p, K):
    classes = np.arange(K)
    T = np.reshape(t, (1, -1)) == classes[:, None]
    P = np.reshape(p, (1, -1)) == classes[:, None]
    return (T[:, None, :] & P[None, :, :]).sum(axis=-1)


def precision_recall_f1(t, p):
    t, p = t.squeeze(), p.squeeze()
    tp = np.sum(t * p)
    fp = np.sum((1 - t.astype(int)) * p)
    fn = np.sum(t * (1 - p.astype(int)))
    precision = tp / (tp + fp + 1e-9)
    recall = tp / (tp + fn + 1e-9)
    return precision, recall, 2 * precision * recall / (precision + recall + 1e-9)


def accuracy(t, p):
    return 1 - np.mean(np.asarray(t).reshape(-1, 1) != np.asarray(p).reshape(-1, 1))
