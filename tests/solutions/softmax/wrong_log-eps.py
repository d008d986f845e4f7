# expect: log-eps + narrow-logits
import numpy as np


def softmax(z):
    z = z - np.max(z, axis=1, keepdims=True)
    return np.exp(z) / np.sum(np.exp(z), axis=1, keepdims=True)


def softmax_cross_entropy(logits, y):
    p = softmax(logits)
    m = len(y)
    loss = -np.sum(np.log(p[range(m), y] + 1e-15)) / m
    grad = p.copy()
    grad[range(m), y] -= 1
    grad /= m
    return loss, grad
