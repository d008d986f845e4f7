# nnprep: standardise
import math
import numpy as np


def standardise(X_train, X_test):
    m, n = X_train.shape
    k = X_test.shape[0]
    train = np.zeros((m, n))
    test = np.zeros((k, n))
    mean = np.zeros(n)
    scale = np.ones(n)
    for j in range(n):
        column = [float(v) for v in X_train[:, j]]
        mu = math.fsum(column) / m
        constant = True
        for v in column:
            if v != column[0]:
                constant = False
        if not constant:
            scale[j] = math.sqrt(math.fsum((v - mu) ** 2 for v in column) / m)
        mean[j] = mu
        for i in range(m):
            train[i, j] = (column[i] - mu) / scale[j]
        for i in range(k):
            test[i, j] = (float(X_test[i, j]) - mu) / scale[j]
    return train, test, mean, scale
