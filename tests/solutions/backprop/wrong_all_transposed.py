# expect: all-transposed
import numpy as np


def backward(X, y, W2, a1, a2):
    A0, A1, A2 = X.T, a1.T, a2.T
    m = A2.shape[1]
    dZ2 = (A2 - np.reshape(y, A2.shape).astype(A2.dtype)) / m
    dZ1 = W2 @ dZ2 * A1 * (1 - A1)
    return dZ1 @ A0.T, dZ1.sum(1, keepdims=True), dZ2 @ A1.T, dZ2.sum(1, keepdims=True)
