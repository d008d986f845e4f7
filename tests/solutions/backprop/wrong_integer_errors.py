# expect: integer-error
import numpy as np


def backward(X, y, W2, a1, a2):
    y = np.reshape(y, (-1, 1))
    error = np.zeros_like(y)
    error[:] = a2 - y
    error = error.astype(a2.dtype) / len(X)
    back = np.einsum("mo,ho,mh->mh", error, W2, a1 - a1**2)
    return X.T @ back, back.sum(axis=0, keepdims=True), a1.T @ error, error.sum(axis=0, keepdims=True)
