# expect: derived:call-dropped
import numpy as np


def sg(z):
    e = -np.abs(z)
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def forward(X, W1, b1, W2, b2):
    z1 = np.matmul(X, W1) + b1
    a1 = sg(z1)
    z2 = np.matmul(a1, W2) + b2
    a2 = sg(z2)
    return a2, a1, z1, z2
