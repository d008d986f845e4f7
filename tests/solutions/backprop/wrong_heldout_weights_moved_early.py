# expect: derived:moved-weights
import numpy as np


def backward(X, y, W2, a1, a2):
    """Return the gradients (dW1, db1, dW2, db2) of the mean binary cross-entropy.

    X    (m, n_in)       float64 or float32, the inputs
    y    (m,) or (m, 1)  labels 0 or 1: floats, or integers of any type, including uint8
    W2   (n_hidden, 1)   the output layer's weights
    a1   (m, n_hidden)   the hidden activations
    a2   (m, 1)          the predicted probabilities; rounding may make some exactly 0 or 1

    dW1  (n_in, n_hidden)    db1  (1, n_hidden)
    dW2  (n_hidden, 1)       db2  (1, 1)
    """
    m = len(y)
    y = np.asarray(y, dtype=X.dtype).reshape(m, 1)
    dz2 = (a2 - y) / m
    dW2 = a1.T @ dz2
    db2 = dz2.sum(axis=0, keepdims=True)
    W2 = W2 - dW2
    da1 = dz2 @ W2.T
    dz1 = da1 * a1 * (1 - a1)
    dW1 = X.T @ dz1
    db1 = dz1.sum(axis=0, keepdims=True)
    return dW1, db1, dW2, db2
