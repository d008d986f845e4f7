# expect: test-own-stats + zero-spread
import numpy as np


def fit_transform(X):
    mu, sigma = X.mean(axis=0), X.std(axis=0)
    sigma = np.where(sigma > 0, sigma, 1)
    return (X - mu) / sigma, mu, sigma


def standardise(X_train, X_test):
    train, mu, sigma = fit_transform(X_train)
    test, _, _ = fit_transform(X_test)
    return train, test, mu, sigma
