# expect: tiny-is-constant
import numpy as np


def standardise(X_train, X_test):
    mu = X_train.sum(axis=0) / len(X_train)
    sigma = X_train.std(axis=0)
    sigma = np.where(np.isclose(sigma, 0), 1.0, sigma)
    return (X_train - mu) / sigma, (X_test - mu) / sigma, mu, sigma
