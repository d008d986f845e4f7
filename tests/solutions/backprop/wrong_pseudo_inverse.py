# expect: unnamed
# says: Here, for a batch of one, each of dW1 and db1 is what it should be divided by the sum of squares of W2.
# nnprep: backprop
import numpy as np


def backward(X, y, W2, a1, a2):
    m = a1.shape[0]
    y = y.reshape(m, 1).astype(a2.dtype)
    err_out = (a2 - y) / m

    # z2 = a1 @ W2, so undo the matrix product to get back to the hidden layer
    W2_back = np.linalg.pinv(W2)
    err_hidden = err_out @ W2_back
    err_hidden = err_hidden * a1 * (1 - a1)

    dW1 = X.T @ err_hidden
    db1 = err_hidden.sum(axis=0).reshape(1, -1)
    dW2 = a1.T @ err_out
    db2 = err_out.sum(axis=0).reshape(1, 1)
    return dW1, db1, dW2, db2
