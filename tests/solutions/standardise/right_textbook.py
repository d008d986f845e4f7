# nnprep: standardise
import numpy as np


def standardise(X_train, X_test):
    """Statistics from the training set only."""
    X_train = X_train.astype(float)
    X_test = X_test.astype(float)
    mean = X_train.mean(axis=0)
    scale = X_train.std(axis=0)
    scale[X_train.max(axis=0) == X_train.min(axis=0)] = 1.0
    return (X_train - mean) / scale, (X_test - mean) / scale, mean, scale
