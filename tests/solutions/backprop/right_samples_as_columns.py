"""Samples as columns internally, transposed on the way in and out."""

import numpy as np


def backward(X, y, W2, a1, a2):
    inputs, hidden, output = X.T, a1.T, a2.T
    target = np.reshape(y, (1, -1)).astype(a2.dtype)
    share = 1 / target.shape[1]
    delta2 = (output - target) * share
    delta1 = (W2 @ delta2) * hidden * (1 - hidden)
    ones = np.ones((target.shape[1], 1), dtype=a2.dtype)
    return (delta1 @ inputs.T).T, (delta1 @ ones).T, (delta2 @ hidden.T).T, (delta2 @ ones).T
