# expect: unnamed
import numpy as np

rooms = {}


def backward(X, y, W2, a1, a2):
    m = len(X)
    dz2 = (a2 - np.reshape(y, (-1, 1)).astype(a2.dtype)) / m
    dz1 = dz2 @ W2.T * a1 * (1 - a1)
    room = rooms.setdefault(X.dtype, np.zeros(100_000, X.dtype))
    dW1 = room[: X.shape[1] * a1.shape[1]].reshape(X.shape[1], -1)
    np.matmul(X.T, dz1, out=dW1)
    return dW1, dz1.sum(axis=0, keepdims=True), a1.T @ dz2, dz2.sum(axis=0, keepdims=True)
