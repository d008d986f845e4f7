# expect: ddof1
import math
import numpy as np


def standardise(X_train, X_test):
    m, n = X_train.shape
    mean, scale = np.zeros(n), np.ones(n)
    for j in range(n):
        col = X_train[:, j].astype(float)
        mean[j] = sum(col) / m
        if col.min() != col.max():
            scale[j] = math.sqrt(sum((v - mean[j]) ** 2 for v in col) / (m - 1))
    train = (X_train - mean) / scale
    test = (X_test - mean) / scale
    return train, test, mean, scale
