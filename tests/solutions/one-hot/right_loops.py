"""One label after the other, with an exception of its own."""

import numpy as np


class BadLabel(ValueError):
    pass


def one_hot(y, num_classes):
    result = np.zeros((y.shape[0], num_classes))
    for i in range(y.shape[0]):
        label = float(y[i].item()) if y.ndim == 2 else float(y[i])
        if not label.is_integer() or not 0 <= label < num_classes:
            raise BadLabel(f"row {i}: {label}")
        result[i, int(label)] = 1.0
    return result
