# expect: sigmoid-per-class
import numpy as np


def softmax_cross_entropy(logits, y):
    targets = np.eye(logits.shape[1])[y]
    losses = np.maximum(logits, 0) - logits * targets + np.log1p(np.exp(-np.abs(logits)))
    p = (1 + np.tanh(logits / 2)) / 2
    return losses.sum(axis=1).mean(), (p - targets) / len(y)
