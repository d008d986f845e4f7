# expect: pre-activations-overwritten
import numpy as np


def activated(z):
    np.negative(z, out=z)
    np.logaddexp(0, z, out=z)
    np.exp(np.negative(z, out=z), out=z)
    return z


def forward(X, W1, b1, W2, b2):
    z1 = X @ W1 + b1
    a1 = activated(z1)
    z2 = a1 @ W2 + b2
    a2 = activated(z2)
    return a2, a1, z1, z2
