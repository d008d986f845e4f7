# expect: sign + no-mean-dW2 + slope-a + derived:variant
import numpy as np


def backward(X, y, W2, a1, a2):
    m = X.shape[0]
    d2 = y.reshape(-1, 1) - a2
    dW2 = a1.T @ d2
    db2 = d2.sum(axis=0, keepdims=True) / m
    d1 = (d2 @ W2.T) * a1
    dW1 = X.T @ d1 / m
    db1 = np.mean(d1)
    return dW1, db1, dW2, db2
