# expect: bias-after-activation
import numpy as np


def sigma(z):
    return np.where(z > 0, 1 / (1 + np.exp(-abs(z))), 1 - 1 / (1 + np.exp(-abs(z))))


def forward(X, W1, b1, W2, b2):
    z1 = X.dot(W1)
    a1 = np.add(sigma(z1), b1)
    z2 = a1.dot(W2) + b2
    return sigma(z2), a1, z1, z2
