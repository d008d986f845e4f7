# expect: unnamed
import numpy as np


def forward(X, W1, b1, W2, b2):
    f = lambda x: np.where(x > 0, 1 / (1 + np.exp(-np.abs(x))), 1 - 1 / (1 + np.exp(-np.abs(x))))
    z1 = X @ W1 + b1
    a1 = f(z1)
    z2 = a1 @ W2.ravel() + b2
    return f(z2), a1, z1, z2
