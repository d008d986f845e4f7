# expect: flat-bias-as-column
# nnprep: forward
import numpy as np


def sigmoid(x):
    return np.exp(-np.logaddexp(0, -x))


def as2d(b):
    return b if b.ndim == 2 else b[:, np.newaxis]


def forward(X, W1, b1, W2, b2):
    b1, b2 = as2d(b1), as2d(b2)
    z1 = X @ W1 + b1
    a1 = sigmoid(z1)
    z2 = a1 @ W2 + b2
    a2 = sigmoid(z2)
    return a2, a1, z1, z2
