# expect: log-of-softmax + grad-mean-mK + row-mean
import numpy as np


def softmax_cross_entropy(logits, y):
    m, K = logits.shape
    logits = logits if logits.dtype.kind == "f" else logits.astype(float)
    z = logits - logits.mean(axis=1, keepdims=True)
    e = np.exp(z)
    p = e / e.sum(axis=1, keepdims=True)
    loss = -np.log(p[np.arange(m), y]).mean()
    d = p.copy()
    d[np.arange(m), y] -= 1
    return float(loss), d / (m * K)
