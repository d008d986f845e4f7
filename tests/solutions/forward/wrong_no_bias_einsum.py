# expect: no-b2
import numpy as np


def forward(X, W1, b1, W2, b2):
    z1 = np.einsum("mn,nh->mh", X, W1) + np.ravel(b1)
    a1 = (1 + np.tanh(z1 / 2)) / 2
    z2 = np.einsum("mh,ho->mo", a1, W2)
    return (1 + np.tanh(z2 / 2)) / 2, a1, z1, z2
