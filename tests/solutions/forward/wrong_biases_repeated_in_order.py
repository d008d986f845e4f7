# expect: biases-repeated-in-order
import numpy as np


def sigmoid(z):
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def spread(b, m):
    v = np.ravel(b)
    return np.repeat(v, m).reshape(m, v.size)


def forward(X, W1, b1, W2, b2):
    m = X.shape[0]
    z1 = np.matmul(X, W1) + spread(b1, m)
    a1 = sigmoid(z1)
    z2 = np.matmul(a1, W2) + spread(b2, m)
    a2 = sigmoid(z2)
    return a2, a1, z1, z2
