# expect: loss-bce-mean
import numpy as np


def softmax_cross_entropy(logits, y):
    z = np.asarray(logits, dtype=float)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    targets = np.eye(p.shape[1])[np.asarray(y).astype(int)]
    return float(-np.mean(targets * np.log(p + 1e-15) + (1 - targets) * np.log(1 - p + 1e-15))), (p - targets) / len(z)
