# expect: dz1-piles-up + float64-upcast
import numpy as np
def backward(X, y, W2, a1, a2):
    m, n = X.shape
    h = a1.shape[1]
    y = np.asarray(y).reshape(-1)
    dW1 = np.zeros((n, h)); db1 = np.zeros((1, h)); dW2 = np.zeros((h, 1)); db2 = np.zeros((1, 1))
    delta = np.zeros(h)
    for i in range(m):
        e = a2[i, 0] - y[i]
        dW2[:, 0] += a1[i] * e
        db2 += e
        for j in range(h):
            delta[j] += e * W2[j, 0] * a1[i, j] * (1 - a1[i, j])
        dW1 += np.outer(X[i], delta)
        db1 += delta
    return dW1 / m, db1 / m, dW2 / m, db2 / m
