# expect: zero-rows
import numpy as np


def one_hot(y, num_classes):
    classes = np.arange(num_classes)
    return np.array([1.0 * (classes == label) for label in y.ravel()])
