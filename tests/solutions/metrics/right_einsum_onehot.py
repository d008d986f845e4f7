# nnprep: metrics
import numpy as np


def _hot(a, K):
    return (np.ravel(a)[:, None] == np.arange(K)[None, :]).astype(np.int64)


def confusion_matrix(t, p, K):
    return np.einsum('mi,mj->ij', _hot(t, K), _hot(p, K))


def precision_recall_f1(t, p):
    M = confusion_matrix(t, p, 2)
    hit, predicted, actual = int(M[1, 1]), int(M[:, 1].sum()), int(M[1].sum())
    share = lambda a, b: a / b if b else 0.0
    return share(hit, predicted), share(hit, actual), share(2 * hit, predicted + actual)


def accuracy(t, p):
    same = np.ravel(t) == np.ravel(p)
    return float(np.einsum('m->', same.astype(float)) / same.size) if same.size else 0.0
