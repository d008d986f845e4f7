# expect: narrow-row-numbers
import numpy as np


def one_hot(y, num_classes):
    y = np.asarray(y).ravel()
    if not all(float(each).is_integer() and 0 <= each < num_classes for each in y):
        raise ValueError("labels must be whole numbers from 0 to num_classes - 1")
    pairs = np.stack([np.arange(y.size).astype(y.dtype), y], axis=1).astype(np.intp)
    rows = np.zeros((y.size, num_classes))
    for i, k in pairs:
        rows[i, k] = 1.0
    return rows
