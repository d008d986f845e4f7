# expect: a1-clipped + a2-clipped
import numpy as np


def backward(X, y, W2, a1, a2):
    rows = a2.shape[0]
    a1, a2 = np.clip(a1, 0.01, 0.99), np.clip(a2, 0.01, 0.99)
    t = np.reshape(y, (rows, 1)).astype(a2.dtype)
    err = (a2 - t) / rows
    gW2 = np.dot(a1.T, err)
    gb2 = np.sum(err, 0)[None, :]
    back = np.dot(err, W2.T) * a1 * (1.0 - a1)
    gW1 = np.dot(X.T, back)
    gb1 = np.sum(back, 0)[None, :]
    return gW1, gb1, gW2, gb2
