# expect: bias-as-column-if-it-fits
import numpy as np


def affine(inputs, weights, bias):
    sums = inputs.dot(weights)
    samples, _ = sums.shape
    return sums + (bias.reshape(-1, 1) if bias.shape[0] == samples else np.atleast_2d(bias))


def squash(x):
    return np.where(x < 0, np.exp(np.minimum(x, 0)), 1.0) / (1.0 + np.exp(-np.abs(x)))


def forward(X, W1, b1, W2, b2):
    hidden = affine(X, W1, b1)
    active = squash(hidden)
    logit = affine(active, W2, b2)
    return squash(logit), active, hidden, logit
