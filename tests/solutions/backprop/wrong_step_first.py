# expect: step-before-propagating
# nnprep: backprop
import numpy as np


def backward(X, y, W2, a1, a2, lr=0.1):
    m = len(y)
    err = (a2 - y.reshape(m, 1).astype(a2.dtype)) / m
    dW2 = a1.T.dot(err)
    db2 = err.sum(axis=0).reshape(1, 1)
    W2 = W2 - lr * dW2
    err1 = err.dot(W2.T) * a1 * (1 - a1)
    dW1 = X.T.dot(err1)
    db1 = err1.sum(axis=0).reshape(1, -1)
    return dW1, db1, dW2, db2
