# expect: eps-under-root
import numpy as np


def standardise(X_train, X_test):
    mu = X_train.mean(axis=0)
    sigma = np.sqrt(((X_train - mu) ** 2).mean(axis=0) + 1e-10)
    return (X_train - mu) / sigma, (X_test - mu) / sigma, mu, sigma
