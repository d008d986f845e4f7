# expect: bias-looped-by-length
import numpy as np


def linear(x, W, b):
    z = x @ W
    for j in range(len(b)):
        z[:, j] += b[j]
    return z


def forward(X, W1, b1, W2, b2):
    sig = lambda t: 1 / (1 + np.exp(-t))
    z1 = linear(X, W1, b1)
    a1 = sig(z1)
    z2 = linear(a1, W2, b2)
    a2 = sig(z2)
    return a2, a1, z1, z2
