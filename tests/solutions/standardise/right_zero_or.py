# The guard of a well-known library: a spread of 0 becomes 1. Linear algebra for the rest.
import numpy as np


def standardise(X_train, X_test):
    A, B = X_train.astype(float), X_test.astype(float)
    ones = np.ones(len(A))
    mu = ones @ A / len(A)
    A = A - mu
    sigma = np.linalg.norm(A, axis=0) / np.sqrt(len(A))
    sigma = sigma + (sigma == 0.0)
    return A / sigma, (B - mu) / sigma, mu, sigma
