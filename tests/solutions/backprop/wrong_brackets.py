# expect: slope-precedence-averaged
import numpy as np


def backward(X, y, W2, a1, a2):
    t = np.asarray(y, a2.dtype).reshape(a2.shape)
    d2 = (a2 - t) / len(t)
    d1 = d2 @ W2.T * a1 * 1 - a1
    return X.T @ d1, d1.sum(0, keepdims=True), a1.T @ d2, d2.sum(0, keepdims=True)
