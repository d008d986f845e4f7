# expect: grad-sign + grad-no-mean
import numpy as np


def softmax_cross_entropy(logits, y):
    z = logits - logits.max(axis=1, keepdims=True)
    lse = np.log(np.exp(z).sum(axis=1, keepdims=True))
    d = -np.exp(z - lse)
    d[np.arange(len(y)), y] += 1
    return np.mean(lse[:, 0] - z[np.arange(len(y)), y]), d
