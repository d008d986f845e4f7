# nnprep: standardise
"""std = |H x| / sqrt(m), with the centring matrix H = I - 11'/m."""
import numpy as np


def standardise(X_train, X_test):
    X = np.array(X_train, dtype=float)
    Y = np.array(X_test, dtype=float)
    m, n = X.shape
    mean = np.full(m, 1.0 / m) @ X
    # a second pass takes the rounding out of the mean
    mean = mean + (X - mean).sum(axis=0) / m
    H_X = X - np.outer(np.ones(m), mean)
    scale = np.linalg.norm(H_X, axis=0) / np.sqrt(m)
    for j in range(n):
        if len(set(X[:, j].tolist())) == 1:
            scale[j] = 1.0
    inverse = np.diag(scale ** -1.0) if n else np.zeros((0, 0))
    return H_X @ inverse, (Y - mean) @ inverse, mean, scale
