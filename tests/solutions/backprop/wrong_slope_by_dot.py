# expect: slope-by-dot

import numpy as np


def backward(X, y, W2, a1, a2):
    n = len(y)
    error = (a2 - np.reshape(y, (n, 1)).astype(a2.dtype)) / n
    hidden = (error @ W2.T).dot(a1 - a1**2)
    return X.T @ hidden, hidden.sum(0, keepdims=True), a1.T @ error, error.sum(0, keepdims=True)
