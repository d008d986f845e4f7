# Plain lists until the last line.
import numpy as np


def one_hot(y, num_classes):
    labels = [v for row in y.tolist() for v in (row if isinstance(row, list) else [row])]
    classes = list(range(num_classes))
    for v in labels:
        if v not in classes:
            raise ValueError(v)
    return np.array([[float(v == k) for k in classes] for v in labels])
