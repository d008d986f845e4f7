# expect: no-b1 + no-output-activation
import numpy as np


def forward(X, W1, b1, W2, b2):
    z1 = X @ W1
    a1 = 0.5 * (1 + np.tanh(z1 / 2))
    z2 = a1 @ W2 + b2
    return z2, a1, z1, z2
