# expect: no-hidden-derivative + integer-labels-upcast
import numpy as np


def backward(X, y, W2, a1, a2):
    d2 = (a2 - np.reshape(y, (-1, 1))) / len(a2)
    d1 = np.where(a1 > 0, d2 @ W2.T, 0.0)
    return X.T @ d1, d1.sum(0, keepdims=True), a1.T @ d2, d2.sum(0, keepdims=True)
