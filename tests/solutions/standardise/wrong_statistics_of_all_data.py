# expect: leak-concat
import numpy as np


def standardise(X_train, X_test):
    A, B = X_train.astype(float), X_test.astype(float)
    both = np.concatenate([A, B], axis=0)
    mean = both.mean(axis=0)
    scale = np.where(np.ptp(both, axis=0) == 0, 1.0, both.std(axis=0))
    return (A - mean) / scale, (B - mean) / scale, mean, scale
