# expect: sigmoid-minus-row-max
# nnprep: forward
import numpy as np


def sigmoid(z):
    z = z - z.max(axis=1, keepdims=True)
    with np.errstate(over="ignore"):
        return 1.0 / (1.0 + np.exp(-z))


def forward(X, W1, b1, W2, b2):
    z1 = X @ W1 + b1
    a1 = sigmoid(z1)
    z2 = a1 @ W2 + b2
    a2 = sigmoid(z2)
    return a2, a1, z1, z2
