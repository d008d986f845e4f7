# expect: loss-bce-eps
import numpy as np


def softmax_cross_entropy(logits, y):
    z = np.asarray(logits, dtype=float)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    targets = np.eye(p.shape[1])[np.asarray(y).astype(int)]
    tiny = 1e-8
    per_row = np.sum(targets * np.log(p + tiny) + (1 - targets) * np.log(1 - p + tiny), axis=1)
    return float(-np.mean(per_row)), (p - targets) / len(z)
