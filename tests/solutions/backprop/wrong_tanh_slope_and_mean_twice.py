# expect: double-mean-layer1 + tanh-derivative
import numpy as np


def backward(X, y, W2, a1, a2):
    m = X.shape[0]
    Y = np.atleast_2d(np.asarray(y, dtype=a2.dtype)).reshape(m, 1)
    dZ2 = (a2 - Y) / m
    dW2, db2 = a1.T @ dZ2, dZ2.sum(0, keepdims=True)
    dZ1 = (dZ2 @ W2.T) * (1 - a1 ** 2)
    dW1 = (1 / m) * (X.T @ dZ1)
    db1 = (1 / m) * dZ1.sum(0, keepdims=True)
    return dW1, db1, dW2, db2
