# expect: unnamed
# says: Wherever z1 is wrong here, it is what it should be, but for X @ W1, which is divided by the root of the number of columns of X.
# nnprep: forward
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def dense(inputs, W, b):
    scale = inputs.dtype.type(1 / np.sqrt(W.shape[0]))
    return scale * (inputs @ W) + b


def forward(X, W1, b1, W2, b2):
    z1 = dense(X, W1, b1)
    a1 = sigmoid(z1)
    z2 = sigmoid(dense(a1, W2, b2))
    a2 = sigmoid(z2)
    return {"a2": a2, "a1": a1, "z1": z1, "z2": z2}
