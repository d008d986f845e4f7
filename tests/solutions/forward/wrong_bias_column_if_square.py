# expect: bias-as-column-if-square
import numpy as np
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
def add(P, b):
    if b.size == P.shape[0]:
        return P + b.reshape(-1, 1)
    return P + b
def forward(X, W1, b1, W2, b2):
    z1 = add(X @ W1, b1)
    a1 = sigmoid(z1)
    z2 = a1 @ W2 + b2
    return sigmoid(z2), a1, z1, z2
