# expect: return-order + no-hidden-derivative
# nnprep: backprop

import numpy as np


def layer_back(A_prev, dZ, W=None):
    dW = A_prev.T @ dZ
    db = dZ.sum(axis=0, keepdims=True)
    dA = None if W is None else dZ @ W.T
    return dW, db, dA


def backward(X, y, W2, a1, a2):
    m = X.shape[0]
    dz2 = (a2 - np.asarray(y).reshape(m, 1).astype(a2.dtype)) / m
    dW2, db2, dz1 = layer_back(a1, dz2, W2)
    dW1, db1, _ = layer_back(X, dz1)
    return dW2, db2, dW1, db1
