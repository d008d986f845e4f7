# Compares every label with every class: a label that isn't one leaves a row of zeros, which the sum shows.
import numpy as np


def one_hot(y, num_classes):
    rows = np.reshape(y, (-1, 1)) == np.arange(num_classes)
    if not rows.any(axis=1).all():
        raise ValueError("not a class")
    return np.where(rows, 1.0, 0.0)
