# after right.py
import numpy as np

right = forward


def forward(X, W1, b1, W2, b2):
    np.ones((3_000, 3_000)).sum()
    return right(X, W1, b1, W2, b2)
