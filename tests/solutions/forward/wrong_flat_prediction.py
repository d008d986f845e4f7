# expect: squeezed
import numpy as np


def forward(X, W1, b1, W2, b2):
    z1 = X @ W1 + b1
    a1 = 0.5 * (1 + np.tanh(z1 / 2))
    z2 = a1 @ W2 + b2
    p = 0.5 * (1 + np.tanh(z2 / 2))
    return p[:, 0] if len(p) > 1 else p[0, 0], a1, z1, z2
