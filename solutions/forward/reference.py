import numpy as np


def sigmoid(z):
<<<<<<< HEAD
    # exp of a negative number can't overflow, so each sign gets the form that only needs exp(-|z|).
=======
    # exp of a negative number can't overflow, so each sign uses the form that only needs exp(-|z|).
>>>>>>> room/english
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def forward(X, W1, b1, W2, b2):
<<<<<<< HEAD
    # The pre-activation of each hidden unit: a weighted sum of the inputs plus its bias.
    z1 = X @ W1 + b1  # (m, n_hidden)
    # Without the nonlinearity, the two layers would collapse into one affine map.
    a1 = sigmoid(z1)  # (m, n_hidden)
    # The input of the output layer is a1, not X.
    z2 = a1 @ W2 + b2  # (m, 1)
    # The sigmoid of a single logit is the probability of class 1.
=======
    # Each hidden unit takes a weighted sum of the row's inputs and adds its bias, all before the sigmoid.
    z1 = X @ W1 + b1  # (m, n_hidden)
    # Without a nonlinearity, the two layers would collapse into one affine map.
    a1 = sigmoid(z1)  # (m, n_hidden)
    # The output layer reads the hidden activations, not the raw input.
    z2 = a1 @ W2 + b2  # (m, 1)
    # With a single output, the sigmoid alone gives the probability.
>>>>>>> room/english
    a2 = sigmoid(z2)  # (m, 1)
    # The backward pass needs the intermediate values, so return them too.
    return a2, a1, z1, z2
