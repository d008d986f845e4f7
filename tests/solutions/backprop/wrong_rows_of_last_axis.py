# expect: m-from-last-axis-of-y
# nnprep: backprop
import numpy as np


def backward(X, y, W2, a1, a2):
    m = y.shape[-1]
    Y = y.astype(X.dtype).reshape(-1, 1)
    dZ2 = a2 - Y
    dW2 = (1 / m) * a1.T @ dZ2
    db2 = (1 / m) * np.sum(dZ2, axis=0, keepdims=True)
    dZ1 = np.dot(dZ2, W2.T) * (a1 - a1 ** 2)
    dW1 = (1 / m) * X.T @ dZ1
    db1 = (1 / m) * np.sum(dZ1, axis=0, keepdims=True)
    return dW1, db1, dW2, db2
