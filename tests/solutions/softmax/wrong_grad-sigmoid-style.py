# expect: grad-sigmoid-style + narrow-logits
import numpy as np


def softmax_cross_entropy(logits, y):
    m, K = logits.shape
    d = np.zeros_like(logits, dtype=np.result_type(logits, np.float32))
    total = 0.0
    for i in range(m):
        z = logits[i] - max(logits[i])
        p = np.exp(z) / np.exp(z).sum()
        total += np.log(np.exp(z).sum()) - z[y[i]]
        for k in range(K):
            error = p[k] - (1 if k == y[i] else 0)
            d[i, k] = error * p[k] * (1 - p[k]) / m
    return total / m, d
