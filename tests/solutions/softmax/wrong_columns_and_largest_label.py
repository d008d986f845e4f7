# expect: columns-without-max-and-largest-label + grad-no-mean
import numpy as np


def encoded(y):
    rows = np.zeros((len(y), np.max(y) + 1))
    rows[range(len(y)), y] = 1
    return rows


def softmax_cross_entropy(logits, y):
    powers = np.exp(logits)
    p = powers / sum(powers)
    return -np.sum(encoded(y) * np.log(p)) / len(y), p - encoded(y)
