import numpy as np


def with_ones(A):
    ones = np.ones((A.shape[0], 1), dtype=A.dtype)
    return np.hstack((ones, A))


def theta(W, b):
    """Put the bias on top of the weights."""
    return np.vstack((np.reshape(b, (1, W.shape[1])), W))


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forward(X, W1, b1, W2, b2):
    z1 = with_ones(X).dot(theta(W1, b1))
    a1 = sigmoid(z1)
    z2 = with_ones(a1).dot(theta(W2, b2))
    a2 = sigmoid(z2)
    return a2, a1, z1, z2
