# expect: test-centered-only + variance-instead
import numpy as np


def standardise(X_train, X_test):
    mu = X_train.mean(axis=0)
    spread = ((X_train - mu) ** 2).mean(axis=0)
    spread[X_train.min(axis=0) == X_train.max(axis=0)] = 1
    return (X_train - mu) / spread, X_test - mu, mu, spread
