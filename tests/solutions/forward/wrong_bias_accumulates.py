# expect: bias-accumulates
import numpy as np
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
def forward(X, W1, b1, W2, b2):
    z1 = np.zeros((X.shape[0], W1.shape[1]), dtype=X.dtype)
    for i, row in enumerate(X):
        z = b1
        z += row @ W1
        z1[i] = z
    a1 = sigmoid(z1)
    z2 = a1 @ W2 + b2
    return sigmoid(z2), a1, z1, z2
