"""A block-diagonal rotation matrix for each token."""

import numpy as np


def rope(x, positions, base=10000.0):
    T, d = x.shape[-2], x.shape[-1]
    R = np.zeros((T, d, d))
    for i in range(d // 2):
        angle = np.array(positions) * base ** (-2.0 * i / d)
        R[:, 2 * i, 2 * i] = R[:, 2 * i + 1, 2 * i + 1] = np.cos(angle)
        R[:, 2 * i, 2 * i + 1] = -np.sin(angle)
        R[:, 2 * i + 1, 2 * i] = np.sin(angle)
    return np.einsum("tij,...tj->...ti", R, x)
