# expect: derived:sum-of-another
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
    y = np.where(np.ravel(y) > 0, 1, 0)
    grads = None
    for x, t, h, p in zip(X, y, a1, a2):
        e = p - x.dtype.type(t)
        s = e * W2[:, 0] * (h - h**2)
        sample = [np.outer(x, s), np.full((1, len(h)), e[0]), h[:, None] * e, e[None, :]]
        grads = sample if grads is None else [a + b for a, b in zip(grads, sample)]
    dW1, db1, dW2, db2 = [g / len(X) for g in grads]
    return dW1, db1, dW2, db2
