# expect: derived:variant
# nnprep: forward
import numpy as np


def sigmoid(z):
    return 0.5 * (1 + np.tanh(0.5 * z))


def forward(X, W1, b1, W2, b2):
    bias1 = np.ravel(b1)
    bias2 = np.ravel(b2)
    z1 = (X[:, :, None] * W1[None, :, :]).sum(axis=1) + bias1
    a1 = sigmoid(z1)
    z2 = (a1 * W2.T + bias2).sum(axis=1, keepdims=True)
    a2 = sigmoid(z2)
    return a2, a1, z1, z2
