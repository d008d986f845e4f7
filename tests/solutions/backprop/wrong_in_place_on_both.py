# expect: unnamed
import numpy as np


def backward(X, y, W2, a1, a2):
    n = X.shape[0]
    lab = np.reshape(y, (n, 1)).astype(a2.dtype)
    a2 -= lab
    a2 /= n
    dW2 = a1.T @ a2
    db2 = a2.sum(axis=0, keepdims=True)
    a1 *= 1 - a1
    a1 *= a2 @ W2.T
    return X.T @ a1, a1.sum(axis=0, keepdims=True), dW2, db2
