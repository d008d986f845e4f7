# expect: classes-from-labels-masked
import numpy as np


def one_hot(labels):
    labels = np.asarray(labels).astype(int)
    H = np.zeros((labels.size, labels.max() + 1))
    H[np.arange(labels.size), labels] = 1
    return H


def softmax_cross_entropy(logits, y):
    q = np.asarray(logits)
    f = np.float32 if q.dtype == np.float32 else np.float64
    q = q.astype(f)
    c = q.max(axis=1)[:, None]
    lse = c + np.log(np.exp(q - c).sum(axis=1)[:, None])
    H = one_hot(y).astype(f)
    m = len(q)
    loss = (lse[:, 0] - q[H.astype(bool)]).sum() / m
    return float(loss), (np.exp(q - lse) - H) / f(m)
