# expect: leak-concat
import numpy as np


def standardise(X_train, X_test):
    everything = np.vstack((X_train, X_test))
    mu = everything.mean(axis=0)
    sigma = np.sqrt(np.mean((everything - mu) ** 2, axis=0))
    sigma[sigma == 0] = 1
    return (X_train - mu) / sigma, (X_test - mu) / sigma, mu, sigma
