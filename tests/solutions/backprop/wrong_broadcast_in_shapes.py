# expect: broadcast-error-summed + integer-labels-upcast
import numpy as np


def backward(X, y, W2, a1, a2):
    m = len(X)
    dz2 = a2 - y
    dW2 = a1.T @ dz2 / m
    db2 = np.sum(dz2, axis=0, keepdims=True) / m
    dz1 = (dz2 @ W2.T if dz2.shape[1] == 1 else dz2.sum(1, keepdims=True) @ W2.T) * a1 * (1 - a1)
    dW1 = X.T @ dz1 / m
    db1 = np.sum(dz1, axis=0, keepdims=True) / m
    return dW1, db1, dW2, db2
