# expect: W2-left-out + integer-labels-upcast
# The output error is split equally among the hidden units.
import numpy as np


def backward(X, y, W2, a1, a2):
    targets = np.reshape(y, (-1, 1))
    error = np.subtract(a2, targets) / len(targets)
    hidden = np.repeat(error, a1.shape[1], axis=1) * (a1 - a1**2)
    return (
        np.tensordot(X, hidden, axes=(0, 0)),
        hidden.sum(axis=0)[None],
        np.tensordot(a1, error, axes=(0, 0)),
        error.sum(axis=0)[None],
    )
