# expect: derived:activation
import numpy as np


def forward(X, W1, b1, W2, b2):
    z1 = X @ W1 + b1
    a1 = 0.5 + 0.5 * np.tanh((1 - z1) / 2)
    z2 = a1 @ W2 + b2
    a2 = 0.5 + 0.5 * np.tanh(z2 / 2)
    return a2, a1, z1, z2
