# expect: derived:scrambled
import numpy as np


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def linear(x, w, b):
    return x @ w.reshape(w.shape[1], w.shape[0]).T + b.reshape(1, -1)


def forward(X, W1, b1, W2, b2):
    z1 = linear(X, W1, b1)
    a1 = sigmoid(z1)
    z2 = linear(a1, W2, b2)
    a2 = sigmoid(z2)
    return a2, a1, z1, z2
