# expect: python-sum-without-max + narrow-logits

import numpy as np


def softmax_cross_entropy(logits, y):
    powers = np.exp(logits)
    p = powers / sum(powers)
    rows = np.arange(len(y))
    loss = -np.log(p)[rows, y].mean()
    p[rows, y] -= 1
    return float(loss), p / len(y)
