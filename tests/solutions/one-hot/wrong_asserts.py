# expect: other-exception
import numpy as np


def one_hot(y, num_classes):
    y = y.ravel()
    assert np.all(np.mod(y, 1) == 0), "whole numbers, please"
    assert np.all(y >= 0) and np.all(y < num_classes)
    out = np.zeros((y.size, num_classes))
    out[range(y.size), y.astype(int)] = 1.0
    return out
