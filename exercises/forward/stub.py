# nnprep: forward
"""The forward pass of a two-layer network.

    z1 = X @ W1 + b1        a1 = sigmoid(z1)        sigmoid(z) = 1 / (1 + e^-z)
    z2 = a1 @ W2 + b2       a2 = sigmoid(z2)

Write `forward`. It returns the prediction and everything the backward pass would need.

Conventions
    Rows are samples: X is (m, n_in), and row i of the result belongs to row i of X.
    A bias may be (n,) or (1, n); either way, add it to every row.
    Don't modify your arguments. Inputs are float64; float32 should stay float32.
    One file, NumPy and the standard library only.

Worked example
    >>> X = np.array([[1.0, 0.0], [0.0, 2.0]])
    >>> W1, b1 = np.array([[0.1, -0.2], [0.3, 0.4]]), np.array([[0.05, -0.05]])
    >>> W2, b2 = np.array([[0.6], [-0.5]]), np.array([[0.1]])
    >>> a2, a1, z1, z2 = forward(X, W1, b1, W2, b2)
    >>> z1
    array([[ 0.15, -0.25],
           [ 0.65,  0.75]])
    >>> a1.round(6)
    array([[0.53743 , 0.437823],
           [0.65701 , 0.679179]])
    >>> z2.round(6)
    array([[0.203546],
           [0.154617]])
    >>> a2.round(6)
    array([[0.550712],
           [0.538577]])
"""

import numpy as np


def forward(X, W1, b1, W2, b2):
    """Return (a2, a1, z1, z2), in this order.

    X   (m, n_in)                      float64 or float32, the inputs
    W1  (n_in, n_hidden)               b1  (n_hidden,) or (1, n_hidden)
    W2  (n_hidden, 1)                  b2  (1,) or (1, 1)

    a2  (m, 1)         the predicted probabilities
    a1  (m, n_hidden)  the hidden activations
    z1  (m, n_hidden)  the hidden pre-activations
    z2  (m, 1)         the logits
    """
    raise NotImplementedError
