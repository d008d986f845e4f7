# expect: last-row-only
import numpy as np


def backward(X, y, W2, a1, a2):
    labels = np.ravel(y)
    for row, (x, h, p) in enumerate(zip(X, a1, a2)):
        out = (p - labels[row]) / len(X)
        hidden = out * W2[:, 0] * h * (1 - h)
        dW1, db1 = np.outer(x, hidden), hidden[None, :]
        dW2, db2 = h[:, None] * out, out[None, :]
    return dW1.astype(X.dtype), db1.astype(X.dtype), dW2.astype(X.dtype), db2.astype(X.dtype)
