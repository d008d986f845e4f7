# nnprep: backprop
"""Backpropagation through a two-layer network.

The forward pass is done, and you have its results:

    z1 = X @ W1 + b1        a1 = sigmoid(z1)
    z2 = a1 @ W2 + b2       a2 = sigmoid(z2)

    L = mean over the m rows of  -( y·log(a2) + (1 - y)·log(1 - a2) )

Write `backward`: the gradients of L, binary cross-entropy averaged over the batch, with respect to all four parameters.

Conventions
    Rows are samples: X is (m, n_in), W1 is (n_in, n_hidden), W2 is (n_hidden, 1).
    L is a mean over the batch, and the gradients are of that mean.
    Each gradient has the shape of its parameter, so the biases' are (1, n_hidden) and (1, 1).
    Don't modify your arguments. Inputs are float64; float32 should stay float32.
    One file, NumPy and the standard library only.

Worked example
    >>> X, y = np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([1, 0])
    >>> W2 = np.array([[0.6], [-0.5]])
    >>> a1 = np.array([[0.537430, 0.437823], [0.657010, 0.679179]])
    >>> a2 = np.array([[0.550712], [0.538577]])
    >>> dW1, db1, dW2, db2 = backward(X, y, W2, a1, a2)
    >>> dW2.round(4)
    array([[0.0562],
           [0.0845]])
    >>> db2.round(4)
    array([[0.0446]])
    >>> dW1.round(4)
    array([[-0.0335,  0.0276],
           [ 0.0728, -0.0587]])
    >>> db1.round(4)
    array([[ 0.0029, -0.0017]])
"""

import numpy as np


def backward(X, y, W2, a1, a2):
    """Return the gradients (dW1, db1, dW2, db2) of the mean binary cross-entropy.

    X    (m, n_in)       float64 or float32, the inputs
    y    (m,) or (m, 1)  labels 0 or 1: floats, or integers of any type, including uint8
    W2   (n_hidden, 1)   the output layer's weights
    a1   (m, n_hidden)   the hidden activations
    a2   (m, 1)          the predicted probabilities; rounding may make some exactly 0 or 1

    dW1  (n_in, n_hidden)    db1  (1, n_hidden)
    dW2  (n_hidden, 1)       db2  (1, 1)
    """
    raise NotImplementedError
