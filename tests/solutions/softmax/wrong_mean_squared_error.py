# expect: loss-mse + grad-2x
import numpy as np


def softmax_cross_entropy(logits, y):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    target = np.eye(logits.shape[1])[y]
    return np.mean(np.sum((p - target) ** 2, axis=1)), 2 * (p - target) / len(y)
