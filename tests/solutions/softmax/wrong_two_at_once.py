# expect: log-of-softmax + grad-sign
import numpy as np


def softmax_cross_entropy(logits, y):
    m = len(y)
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = e / np.sum(e, axis=1, keepdims=True)
    loss = np.mean(-np.log(p[np.arange(m), y]))
    d = -p
    d[np.arange(m), y] += 1
    return loss, d / m
