# expect: zero-spread
import numpy as np


def standardise(X_train, X_test):
    """Fit on train, apply to both."""
    mean, std = X_train.mean(axis=0), X_train.std(axis=0)
    std[std == 0.0] = 1.0

    def transform(X):
        return np.divide(np.subtract(X, mean), std)

    return transform(X_train), transform(X_test), mean, std
