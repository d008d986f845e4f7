"""One row at a time, accumulating the gradients."""

import numpy as np


def backward(X, y, W2, a1, a2):
    y = np.asarray(y).ravel()
    m, n = X.shape
    h = W2.shape[0]
    dW1, db1 = np.zeros((n, h)), np.zeros((1, h))
    dW2, db2 = np.zeros((h, 1)), np.zeros((1, 1))
    for i in range(m):
        delta = float(a2[i, 0]) - float(y[i])
        for j in range(h):
            dW2[j, 0] += delta * a1[i, j] / m
            back = delta * W2[j, 0] * a1[i, j] * (1 - a1[i, j])
            db1[0, j] += back / m
            for k in range(n):
                dW1[k, j] += back * X[i, k] / m
        db2[0, 0] += delta / m
    return dW1, db1, dW2, db2
