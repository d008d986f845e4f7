# expect: db-from-weight-gradient

import numpy as np


def backward(X, y, W2, a1, a2):
    n = len(y)
    error = (a2 - np.reshape(y, (n, 1)).astype(a2.dtype)) / n
    hidden = error @ W2.T * a1 * (1 - a1)
    return X.T @ hidden, (X.T @ hidden).sum(0, keepdims=True), a1.T @ error, (a1.T @ error).sum(0, keepdims=True)
