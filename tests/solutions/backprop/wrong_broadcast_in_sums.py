# expect: unnamed
import numpy as np


def backward(X, y, W2, a1, a2):
    m = len(X)
    dz2 = a2 - y
    dW2 = (a1.T @ dz2).sum(axis=1, keepdims=True) / m
    db2 = dz2.sum(keepdims=True).reshape(1, 1) / m
    dz1 = (dz2.sum(axis=1, keepdims=True) @ W2.T) * a1 * (1 - a1)
    return X.T @ dz1 / m, dz1.sum(axis=0, keepdims=True) / m, dW2, db2
