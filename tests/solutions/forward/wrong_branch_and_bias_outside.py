# expect: sigmoid-negative-branch + b2-after-activation
import numpy as np


def squash(z):
    low = np.exp(np.minimum(z, 0))
    high = np.exp(-np.maximum(z, 0))
    with np.errstate(divide="ignore"):
        return np.where(z < 0, low / (1 - low), 1 / (1 + high))


def forward(X, W1, b1, W2, b2):
    z1 = X.dot(W1) + b1
    a1 = squash(z1)
    z2 = a1.dot(W2)
    return squash(z2) + b2, a1, z1, z2
