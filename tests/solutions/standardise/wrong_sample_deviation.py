# expect: ddof1-nan
import numpy as np


def standardise(X_train, X_test):
    mu = X_train.mean(axis=0)
    sigma = np.std(X_train, axis=0, ddof=1)
    sigma[sigma == 0] = 1.0
    return (X_train - mu) / sigma, (X_test - mu) / sigma, mu, sigma
