# expect: no-b1 + sigmoid-exp-over
import numpy as np


def forward(X, W1, b1, W2, b2):
    def squash(z):
        return np.exp(z) / (1 + np.exp(z))

    z1 = np.einsum("mi,ih->mh", X, W1)
    a1 = squash(z1)
    z2 = np.einsum("mh,ho->mo", a1, W2) + b2
    return squash(z2), a1, z1, z2
