# Transposed: features are rows, and unpacked one by one. Moments from shifted values.
import numpy as np


def standardise(X_train, X_test):
    shift = X_train[0].astype(float)
    moved = X_train - shift
    first, second = moved.mean(axis=0), np.square(moved).mean(axis=0)
    scale = np.sqrt(np.maximum(second - first**2, 0))
    scale = np.array([s if s > 0 else 1.0 for s in scale])
    mean = first + shift
    train = np.stack([(x - a) / b for x, a, b in zip(X_train.T, mean, scale)], axis=1)
    test = np.stack([(x - a) / b for x, a, b in zip(X_test.T, mean, scale)], axis=1)
    return train, test, mean, scale
