# expect: mse-delta + output-error-for-all
import numpy as np


def backward(X, y, W2, a1, a2):
    rows, units = a1.shape
    error = (a2 - np.reshape(y, (-1, 1)).astype(a2.dtype)) * a2 * (1 - a2) / rows
    each = np.repeat(error, units, axis=1)
    return X.T @ each, each.sum(axis=0, keepdims=True), a1.T @ error, error.sum(axis=0, keepdims=True)
