"""The sigmoid via tanh, which never overflows; returns a named tuple."""

from collections import namedtuple

import numpy as np

Values = namedtuple("Values", "a2 a1 z1 z2")


def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def forward(X, W1, b1, W2, b2):
    z1 = np.einsum("mn,nh->mh", X, W1) + b1
    a1 = sigmoid(z1)
    z2 = np.tensordot(a1, W2, axes=1) + b2
    return Values(sigmoid(z2), a1, z1, z2)
