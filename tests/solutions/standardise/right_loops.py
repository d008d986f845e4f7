"""One feature after the other, by the formula of the textbook."""

import math

import numpy as np


def standardise(X_train, X_test):
    m, n = X_train.shape
    train, test = np.zeros((m, n)), np.zeros((len(X_test), n))
    means, scales = [], []
    for j in range(n):
        column = [float(v) for v in X_train[:, j]]
        mean = math.fsum(column) / m
        scale = math.sqrt(math.fsum((v - mean) ** 2 for v in column) / m)
        if len(set(column)) == 1:
            scale = 1.0
        for i, v in enumerate(column):
            train[i, j] = (v - mean) / scale
        for i in range(len(X_test)):
            test[i, j] = (float(X_test[i, j]) - mean) / scale
        means.append(mean)
        scales.append(scale)
    return train, test, np.array(means), np.array(scales)
