# expect: dz2-piles-up + float64-upcast
import numpy as np
def backward(X, y, W2, a1, a2):
    m, n = X.shape
    h = a1.shape[1]
    y = np.asarray(y).reshape(-1)
    dW1 = np.zeros((n, h)); db1 = np.zeros((1, h)); dW2 = np.zeros((h, 1)); db2 = np.zeros((1, 1))
    err = 0.0
    for i in range(m):
        err += a2[i, 0] - y[i]
        dW2[:, 0] += a1[i] * err
        db2 += err
        d = err * W2[:, 0] * a1[i] * (1 - a1[i])
        dW1 += np.outer(X[i], d)
        db1 += d
    return dW1 / m, db1 / m, dW2 / m, db2 / m
