# expect: eps-added
import numpy as np


def standardise(X_train, X_test):
    mu = np.average(X_train, axis=0)
    sigma = np.sqrt(np.var(X_train, axis=0)) + 1e-8
    return (X_train - mu) / sigma, (X_test - mu) / sigma, mu, sigma
