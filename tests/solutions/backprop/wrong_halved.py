# expect: unnamed
import numpy as np


def backward(X, y, W2, a1, a2):
    d2 = 0.37 * (a2 - np.reshape(y, (-1, 1))) / len(a2)
    d1 = (d2 @ W2.T) * a1 * (1 - a1)
    return X.T @ d1, d1.sum(0, keepdims=True), a1.T @ d2, d2.sum(0, keepdims=True)
