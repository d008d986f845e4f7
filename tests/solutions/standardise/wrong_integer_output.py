# expect: truncated-integers
import numpy as np


def standardise(X_train, X_test):
    mean = X_train.mean(axis=0)
    scale = X_train.std(axis=0)
    scale = np.where(X_train.min(axis=0) == X_train.max(axis=0), 1.0, scale)
    train = np.empty_like(X_train)
    test = np.empty_like(X_test)
    for i in range(len(X_train)):
        train[i] = (X_train[i] - mean) / scale
    for i in range(len(X_test)):
        test[i] = (X_test[i] - mean) / scale
    return train, test, mean, scale
