# expect: transposed
import numpy as np


def one_hot(y, num_classes):
    y = y.reshape(1, -1)
    ok = (y >= 0) & (y < num_classes) & (np.round(y) == y)
    if not ok.all():
        raise ValueError("label")
    return (np.arange(num_classes).reshape(-1, 1) == y).astype(np.float64)
