# expect: unnamed
# says: The inner sizes of a matrix product differ
import numpy as np


def backward(X, y, W2, a1, a2):
    # The mean is over rows, so m is the number of rows.
    m = X.shape[0]
    # As a column, labels line up with predictions; (m, 1) - (m,) would broadcast to (m, m).
    y = np.asarray(y, dtype=a2.dtype).reshape(-1, 1)
    # The sigmoid's slope cancels against that of the cross-entropy, leaving just the error.
    dz2 = a2 - y  # (m, 1)
    # A weight's gradient is its input times the error at its output, averaged over the batch.
    dW2 = a1.T @ dz2 / m  # (n_hidden, 1)
    # The bias is added to every row, so its gradient collects the error of every row.
    db2 = dz2.sum(axis=0, keepdims=True) / m  # (1, 1)
    # Each hidden unit's share of the error is proportional to its outgoing weight.
    err = dz2
    da1 = W2 @ err  # (m, n_hidden)
    # Going back through the hidden sigmoid multiplies the error by its slope, which follows from its value.
    dz1 = da1 * (a1 * (1 - a1))  # (m, n_hidden)
    # From here on, the first layer works like the second: its input times its error.
    dW1 = X.T @ dz1 / m  # (n_in, n_hidden)
    db1 = dz1.sum(axis=0, keepdims=True) / m  # (1, n_hidden)
    return dW1, db1, dW2, db2
