"""The sigmoid filled in place, one sign at a time; biases as an extra row of the weights."""

import numpy as np


def sigmoid(z):
    out = np.empty(z.shape, dtype=np.result_type(z, np.float32))
    up = z >= 0
    out[up] = 1 / (1 + np.exp(-z[up]))
    e = np.exp(z[~up])
    out[~up] = e / (1 + e)
    return out


def affine(A, W, b):
    return np.c_[A, np.ones(len(A), dtype=A.dtype)] @ np.r_[W, np.reshape(b, (1, -1))]


def forward(X, W1, b1, W2, b2):
    z1 = affine(X, W1, b1)
    a1 = sigmoid(z1)
    z2 = affine(a1, W2, b2)
    return sigmoid(z2), a1, z1, z2
