# expect: b1-column + thresholded
import numpy as np


def forward(X, W1, b1, W2, b2):
    b1, b2 = np.reshape(b1, (-1, 1)), np.reshape(b2, (-1, 1))
    z1 = X @ W1 + b1
    a1 = 1 / (1 + np.exp(-z1))
    z2 = a1 @ W2 + b2
    a2 = (1 / (1 + np.exp(-z2)) > 0.5).astype(X.dtype)
    return a2, a1, z1, z2
