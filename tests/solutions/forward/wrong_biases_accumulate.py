# expect: biases-accumulate
import numpy as np
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
def affine(X, W, b):
    out = []
    for row in X:
        z = b
        z += row @ W
        out.append(z.copy().ravel())
    return np.array(out)
def forward(X, W1, b1, W2, b2):
    z1 = affine(X, W1, b1)
    a1 = sigmoid(z1)
    z2 = affine(a1, W2, b2)
    return sigmoid(z2), a1, z1, z2
