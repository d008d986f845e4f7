# expect: bias-after-activation + b2-after-activation
import numpy as np


def squash(z):
    e = np.exp(-np.abs(z))
    return np.where(z < 0, e, 1) / (1 + e)


def forward(X, W1, b1, W2, b2):
    z1 = np.matmul(X, W1)
    a1 = squash(z1) + b1
    z2 = np.matmul(a1, W2)
    return squash(z2) + b2, a1, z1, z2
