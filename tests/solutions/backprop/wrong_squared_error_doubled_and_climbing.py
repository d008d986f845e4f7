# expect: no-mean + mse-delta-twice-flipped
import numpy as np


def slope(s):
    return s - s * s


def backward(X, y, W2, a1, a2):
    gap = np.reshape(y, a2.shape) - a2
    out = gap * 2 * slope(a2)
    hidden = np.einsum("mo,ho->mh", out, W2) * slope(a1)
    return X.T.dot(hidden), hidden.sum(0)[None, :], a1.T.dot(out), out.sum(0)[None, :]
