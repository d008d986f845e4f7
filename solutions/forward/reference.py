import numpy as np


def sigmoid(z):
    # exp of a negative number cannot overflow, so each sign gets the form that only needs exp(-|z|).
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def forward(X, W1, b1, W2, b2):
    # Every hidden unit weighs the inputs of a row and shifts the sum by its bias, before anything is squashed.
    z1 = X @ W1 + b1  # (m, n_hidden)
    # Squashing is what keeps two layers from collapsing into one affine map.
    a1 = sigmoid(z1)  # (m, n_hidden)
    # The output layer reads what the hidden layer made of the input, not the input.
    z2 = a1 @ W2 + b2  # (m, 1)
    # One sigmoid output is a probability by itself.
    a2 = sigmoid(z2)  # (m, 1)
    # The backward pass needs the intermediate values, so they are handed out too.
    return a2, a1, z1, z2
