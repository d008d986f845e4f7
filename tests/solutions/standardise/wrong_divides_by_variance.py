# expect: variance-instead
from dataclasses import dataclass
import numpy as np


@dataclass
class Params:
    mean: np.ndarray
    scale: np.ndarray


def estimate(X):
    mean = np.mean(X, axis=0)
    scale = np.mean((X - mean) ** 2, axis=0)
    for j in range(X.shape[1]):
        if np.all(X[:, j] == X[0, j]):
            scale[j] = 1.0
    return Params(mean, scale)


def standardise(X_train, X_test):
    params = estimate(X_train.astype(float))
    train, test = [(X - params.mean) / params.scale for X in (X_train, X_test)]
    return train, test, params.mean, params.scale
