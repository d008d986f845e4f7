"""Einsum instead of products, with the mean taken once, in the error; returns a list."""

import numpy as np


def backward(X, y, W2, a1, a2):
    error = (a2[:, 0] - np.reshape(y, -1)) / len(X)
    hidden = np.einsum("i,j,ij->ij", error, W2[:, 0], a1 - a1**2)
    return [
        np.einsum("ik,ij->kj", X, hidden),
        np.einsum("ij->j", hidden)[None, :],
        np.einsum("ij,i->j", a1, error)[:, None],
        np.array([[np.einsum("i->", error)]]),
    ]
