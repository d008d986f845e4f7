# expect: y-not-reshaped
# nnprep: backprop
import numpy as np


def backward(X, y, W2, a1, a2):
    m = X.shape[0]
    y = y.astype(a2.dtype)

    dz2 = a2 - y
    dW2 = np.dot(a1.T, dz2) / m
    db2 = np.sum(dz2, axis=0, keepdims=True) / m

    da1 = np.dot(dz2, W2.T)
    dz1 = np.multiply(da1, np.multiply(a1, 1.0 - a1))
    dW1 = np.dot(X.T, dz1) / m
    db1 = np.sum(dz1, axis=0, keepdims=True) / m

    return dW1, db1, dW2, db2
