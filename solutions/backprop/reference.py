import numpy as np


def backward(X, y, W2, a1, a2):
    # The mean is over rows, so m is the number of rows.
    m = X.shape[0]
    # As a column, labels line up with predictions; (m, 1) - (m,) would broadcast to (m, m).
    y = np.asarray(y, dtype=a2.dtype).reshape(-1, 1)
    # The slope of the sigmoid cancels against that of the cross-entropy, and the error itself is left.
    dz2 = a2 - y  # (m, 1)
    # A weight's gradient is what came in times the error that went out, averaged over the batch.
    dW2 = a1.T @ dz2 / m  # (n_hidden, 1)
    # The bias adds to every row alike, so its gradient collects the error of every row.
    db2 = dz2.sum(axis=0, keepdims=True) / m  # (1, 1)
    # Each hidden unit answers for the error in proportion to the weight through which it was heard.
    da1 = dz2 @ W2.T  # (m, n_hidden)
    # The error passes the hidden sigmoid with its slope, which is known from its value.
    dz1 = da1 * (a1 * (1 - a1))  # (m, n_hidden)
    # From here on the first layer is like the second: its input times its error.
    dW1 = X.T @ dz1 / m  # (n_in, n_hidden)
    db1 = dz1.sum(axis=0, keepdims=True) / m  # (1, n_hidden)
    return dW1, db1, dW2, db2
