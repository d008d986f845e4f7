import numpy as np


def sigmoid(z):
    # exp of a negative number can't overflow, so each sign uses the form that only needs exp(-|z|).
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def forward(X, W1, b1, W2, b2):
    # Each hidden unit takes a weighted sum of the row's inputs and adds its bias, all before the sigmoid.
    z1 = X @ W1 + b1  # (m, n_hidden)
    # Without a nonlinearity, the two layers would collapse into one affine map.
    a1 = sigmoid(z1)  # (m, n_hidden)
    # The output layer reads the hidden activations, not the raw input.
    z2 = a1 @ W2 + b2  # (m, 1)
    # With a single output, the sigmoid alone gives the probability.
    a2 = sigmoid(z2)  # (m, 1)
    # The backward pass needs the intermediate values, so return them too.
    return a2, a1, z1, z2
