import numpy as np


def one_hot(y, num_classes):
    labels = np.asarray(y).reshape(-1)  # (m,), from a column too
    # Before indexing, since -1 would count from the end and 1.7 would become 1.
    if np.any(labels != np.floor(labels)):
        raise ValueError("a label is not a whole number")
    if np.any((labels < 0) | (labels >= num_classes)):
        raise ValueError("a label is not in 0 .. num_classes - 1")
    # The width is the model's: a batch may lack any class.
    out = np.zeros((len(labels), num_classes))
    # Rows and columns together: one entry in each row, not whole columns.
    out[np.arange(len(labels)), labels.astype(int)] = 1
    return out
