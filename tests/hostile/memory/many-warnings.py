# after right.py
import warnings

right = forward


def forward(X, W1, b1, W2, b2):
    for i in range(1_000):
        warnings.warn("x" * 1_000 + str(i), stacklevel=1)
    return right(X, W1, b1, W2, b2)
