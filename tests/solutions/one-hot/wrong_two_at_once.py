# expect: one-based + truncates-fractions
import numpy as np


def one_hot(y, num_classes):
    labels = y.ravel().astype(int)
    if labels.min() < 0 or labels.max() >= num_classes:
        raise ValueError("label out of range")
    out = np.zeros((len(labels), num_classes))
    out[np.arange(len(labels)), labels - 1] = 1.0
    return out
