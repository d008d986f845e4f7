# expect: labels-subtracted-from-logs + float64-upcast
import numpy as np


def softmax_cross_entropy(logits, y):
    m, z = len(logits), logits - logits.max(axis=1)[:, np.newaxis].astype(float)
    powers = np.exp(z)
    norms = powers.sum(axis=1)
    loss = (sum(np.log(norms)) - sum(y)) / m
    slopes = powers / norms[:, np.newaxis]
    for row, label in enumerate(y):
        slopes[row, label] -= 1
    return float(loss), slopes / m
