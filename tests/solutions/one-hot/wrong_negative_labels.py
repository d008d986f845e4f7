# expect: no-negative-check
import numpy as np


def one_hot(y, num_classes):
    flat = y.reshape(-1)
    labels = np.array([int(v) for v in flat])
    if (labels - flat).any() or labels.max() >= num_classes:
        raise ValueError("labels must be whole and below num_classes")
    out = np.zeros((labels.size, num_classes))
    for i, k in enumerate(labels):
        out[i, k] = 1
    return out
