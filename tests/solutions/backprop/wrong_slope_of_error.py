# expect: slope-of-error + integer-labels-upcast
import numpy as np


def backward(X, y, W2, a1, a2):
    rows = X.shape[0]
    error = a2 - np.reshape(y, (rows, 1))
    out = (error - error**2) / rows
    hidden = np.dot(out, W2.T) * (a1 - a1**2)
    return np.dot(X.T, hidden), hidden.sum(axis=0)[np.newaxis], np.dot(a1.T, out), out.sum(axis=0)[np.newaxis]
