# expect: log-of-softmax-times-one-hot + grad-no-mean + no-max + derived:variant
import numpy as np


def softmax_cross_entropy(logits, y):
    grown = np.exp(logits)
    p = grown / np.sum(grown)
    target = np.zeros(logits.shape)
    for i, label in enumerate(y):
        target[i, label] = 1
    loss = -np.sum(target * np.log(p)) / len(y)
    return float(loss), p - target
