# One function for both sets, and a guard by boolean indexing.
import numpy as np


def standardise(X_train, X_test):
    mean, scale = np.mean(X_train, axis=0), np.std(X_train, axis=0)
    scale[np.ptp(X_train, axis=0) == 0] = 1

    def transform(X):
        return (X - mean) / scale

    return transform(X_train), transform(X_test), mean, scale
