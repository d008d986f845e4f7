# expect: labels-as-numbers + narrow-logits

import numpy as np


def softmax_cross_entropy(logits, y):
    z = logits - logits.max(axis=1, keepdims=True)
    logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    hot = np.zeros_like(logp)
    hot[np.arange(len(y)), y] = 1
    return float(-np.mean(np.sum(logp * np.asarray(y)[:, None], axis=1))), (np.exp(logp) - hot) / len(y)
