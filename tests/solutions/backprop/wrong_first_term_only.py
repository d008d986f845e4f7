# expect: only-label-1
import numpy as np


def backward(X, y, W2, a1, a2):
    rows = len(X)
    y = np.reshape(y, (rows, 1)) * 1.0
    to_a2 = -y / a2 / rows
    to_z2 = to_a2 * a2 * (1 - a2)
    to_z1 = to_z2 @ W2.T * a1 * (1 - a1)
    return X.T @ to_z1, to_z1.sum(0)[None], a1.T @ to_z2, to_z2.sum(0)[None]
