# expect: db-no-keepdims + integer-labels-upcast
import numpy as np


def backward(X, y, W2, a1, a2):
    d2 = (a2 - np.reshape(y, (-1, 1))) / len(a2)
    d1 = d2 * W2.ravel() * a1 * (1 - a1)
    return X.T.dot(d1), d1.sum(0), a1.T.dot(d2), d2.sum(0)
