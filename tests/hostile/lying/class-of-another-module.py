import numpy as np


class Generator:
    pass


Generator.__module__ = "numpy.random._generator"


def forward(X, W1, b1, W2, b2):
    return Generator(), np.random.default_rng(0), forward, lambda: 0
