# expect: no-max-log + narrow-logits
import numpy as np


def softmax_cross_entropy(logits, y):
    m = len(y)
    log_p = logits - np.log(np.sum(np.exp(logits), axis=1))[:, None]
    grad = np.exp(log_p)
    grad[range(m), y] -= 1
    return -np.sum(log_p[range(m), y]) / m, grad / m
