# expect: db-per-row

import numpy as np


def backward(X, y, W2, a1, a2):
    n = len(y)
    error = (a2 - np.reshape(y, (n, 1)).astype(a2.dtype)) / n
    hidden = error @ W2.T * a1 * (1 - a1)
    return X.T @ hidden, hidden, a1.T @ error, error
