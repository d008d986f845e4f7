import numpy as np


def standardise(X_train, X_test):
    # Only the training rows count. The test rows have to stay unseen.
    mean = X_train.mean(axis=0)  # (n,)
    spread = X_train.std(axis=0)  # (n,), divided by m
    # Rounding in the mean can give a constant column a spread that is not quite
    # 0, so the entries are compared.
    constant = X_train.min(axis=0) == X_train.max(axis=0)
    scale = np.where(constant, 1.0, spread)
    train = (X_train - mean) / scale
    test = (X_test - mean) / scale
    return train, test, mean, scale
