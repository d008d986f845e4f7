# expect: all-columns
import numpy as np


def one_hot(y, num_classes):
    y = np.ravel(y)
    if (y % 1 != 0).any():
        raise ValueError("fraction")
    if (y < 0).any() or (y > num_classes - 1).any():
        raise ValueError("range")
    encoded = np.zeros((y.size, num_classes))
    encoded[:, y.astype(int)] = 1.0
    return encoded
