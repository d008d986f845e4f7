# expect: dz1-clipped
import numpy as np


def backward(X, y, W2, a1, a2):
    rows = a2.shape[0]
    t = np.reshape(y, (rows, 1)).astype(a2.dtype)
    err = (a2 - t)
    gW2 = np.dot(a1.T, err) / rows
    gb2 = np.sum(err, 0)[None, :] / rows
    back = np.dot(err, W2.T) * a1 * (1.0 - a1)
    back = np.clip(back, -1, 1) / rows
    gW1 = np.dot(X.T, back)
    gb1 = np.sum(back, 0)[None, :]
    return gW1, gb1, gW2, gb2
