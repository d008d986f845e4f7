# expect: test-own-stats
import numpy as np


def _fit(X):
    mean = X.mean(axis=0)
    scale = X.std(axis=0)
    scale[(X == X[:1]).all(axis=0)] = 1.0
    return mean, scale


def _fit_transform(X):
    X = np.asarray(X, dtype=np.float64)
    mean, scale = _fit(X)
    return (X - mean) / scale, mean, scale


def standardise(X_train, X_test):
    train, mean, scale = _fit_transform(X_train)
    test = _fit_transform(X_test)[0]
    return train, test, mean, scale
