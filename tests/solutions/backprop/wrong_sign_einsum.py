# expect: sign + integer-labels-upcast
import numpy as np


def backward(X, y, W2, a1, a2):
    error = (np.reshape(y, -1) - a2[:, 0]) / len(X)
    hidden = np.einsum("i,j,ij->ij", error, W2[:, 0], a1 - a1**2)
    return (
        np.einsum("ik,ij->kj", X, hidden),
        hidden.sum(0, keepdims=True),
        np.einsum("ij,i->j", a1, error)[:, None],
        error.sum().reshape(1, 1),
    )
