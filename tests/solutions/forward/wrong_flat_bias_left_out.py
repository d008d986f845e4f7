# expect: unnamed
# says: Wherever z1 is wrong here, it is what it should be minus b1.
# nnprep: forward

import numpy as np


def forward(X, W1, b1, W2, b2):
    A0 = X.astype(np.float64)
    assert A0.ndim == 2

    def g(z):
        e = np.exp(-np.abs(z))
        return np.where(z >= 0, 1 / (1 + e), e / (1 + e))

    z1 = A0.dot(W1)
    if b1.ndim == 2:
        z1 = z1 + b1
    a1 = g(z1)
    z2 = a1.dot(W2) + b2.reshape(1, -1)
    a2 = g(z2)
    return a2, a1, z1, z2
