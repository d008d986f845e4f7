# expect: sigmoid-tanh-not-halved
import numpy as np


def squash(z):
    return (np.tanh(z) + 1) / 2


def forward(X, W1, b1, W2, b2):
    z1 = np.matmul(X, W1) + b1
    a1 = squash(z1)
    z2 = np.matmul(a1, W2) + b2
    return squash(z2), a1, z1, z2
