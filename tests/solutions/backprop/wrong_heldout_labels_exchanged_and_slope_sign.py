# expect: derived:labels + derived:slope
import numpy as np


def backward(X, y, W2, a1, a2):
    m = len(X)
    Y = np.array(y, dtype=X.dtype)
    Y = Y[:, None] if Y.ndim == 1 else Y
    assert Y.shape == a2.shape

    delta2 = a2 - (1 - Y)
    delta1 = np.dot(delta2, W2.T) * (a1 * (1.0 + a1))

    dW2 = np.dot(a1.T, delta2) / m
    db2 = np.sum(delta2, axis=0, keepdims=True) / m
    dW1 = np.dot(X.T, delta1) / m
    db1 = np.sum(delta1, axis=0, keepdims=True) / m

    assert dW2.shape == W2.shape
    return dW1, db1, dW2, db2
