# expect: unnamed
# says: dW1, db1, dW2 and db2 come out as if rows with the label 1 weighed 5 times as much
import numpy as np


def backward(X, y, W2, a1, a2):
    rows = a2.shape[0]
    t = np.reshape(y, (rows, 1)).astype(a2.dtype)
    w = np.where(t == 1, 5.0, 1.0)
    err = w * (a2 - t) / w.sum()
    gW2 = np.dot(a1.T, err)
    gb2 = np.sum(err, 0)[None, :]
    back = np.dot(err, W2.T) * a1 * (1.0 - a1)
    gW1 = np.dot(X.T, back)
    gb1 = np.sum(back, 0)[None, :]
    return gW1, gb1, gW2, gb2
