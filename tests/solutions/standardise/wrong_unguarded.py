# expect: no-zero-guard
import numpy as np


def standardise(X_train, X_test):
    mu, sigma = X_train.mean(axis=0), X_train.std(axis=0)
    train, test = [(X - mu) / sigma for X in (X_train, X_test)]
    return train, test, mu, sigma
