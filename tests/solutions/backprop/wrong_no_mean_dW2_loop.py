# expect: no-mean-dW2 + integer-labels-upcast
import numpy as np


def backward(X, y, W2, a1, a2):
    y = np.asarray(y).ravel()
    m = len(y)
    dW1 = 0
    db1 = 0
    dW2 = 0
    db2 = 0
    for i in range(m):
        d = a2[i, 0] - y[i]
        dW2 = dW2 + d * a1[i][:, None]
        db2 = db2 + d / m
        h = d * W2[:, 0] * a1[i] * (1 - a1[i])
        dW1 = dW1 + np.outer(X[i], h) / m
        db1 = db1 + h / m
    return dW1, db1.reshape(1, -1), dW2, np.array([[db2]])
