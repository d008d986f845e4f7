# expect: derived:bias-row
import numpy as np


def forward(X, W1, b1, W2, b2):
    ones = np.ones((X.shape[0], 1), dtype=X.dtype)
    W1_aug = np.vstack([W1, b1.reshape(1, -1)])
    W2_aug = np.vstack([W2, b2.reshape(1, -1)])
    z1 = np.hstack([ones, X]) @ W1_aug
    a1 = 1 / (1 + np.exp(-z1))
    z2 = np.hstack([ones, a1]) @ W2_aug
    a2 = 1 / (1 + np.exp(-z2))
    return a2, a1, z1, z2
