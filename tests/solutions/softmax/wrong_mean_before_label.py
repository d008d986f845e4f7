# expect: mean-before-the-label + narrow-logits

import numpy as np


def softmax_cross_entropy(logits, y):
    z = logits - logits.max(axis=1, keepdims=True)
    logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    hot = np.zeros_like(logp)
    hot[np.arange(len(y)), y] = 1
    return float(-np.mean(hot.sum(axis=1) * logp.mean())), (np.exp(logp) - hot) / len(y)
