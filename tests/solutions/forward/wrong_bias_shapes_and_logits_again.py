# expect: z1-into-layer2
# says: `forward` changes the shapes of b1 from
import numpy as np


def squash(z):
    return np.where(z < 0, np.exp(np.minimum(z, 0)), 1) / (1 + np.exp(-np.abs(z)))


def forward(X, W1, b1, W2, b2):
    for bias in (b1, b2):
        bias.shape = (1, bias.size)
    z1 = np.dot(X, W1) + b1
    a1 = squash(z1)
    z2 = np.dot(z1, W2) + b2
    return squash(z2), a1, z1, z2
