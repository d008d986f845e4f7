# expect: k-from-max
import numpy as np


def one_hot(y, num_classes):
    y = y.flatten()
    if any(v < 0 or v >= num_classes or v != int(v) for v in y.tolist()):
        raise ValueError("bad label")
    return np.eye(1 + int(max(y)))[y.astype(int)]
