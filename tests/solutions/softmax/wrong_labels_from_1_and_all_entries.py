# expect: labels-from-one + grad-mean-mK
import numpy as np


def softmax_cross_entropy(logits, y):
    m, K = logits.shape
    logits = logits if logits.dtype.kind == "f" else logits.astype(float)
    z = logits - logits.max(axis=1, keepdims=True)
    e = np.exp(z)
    p = e / e.sum(axis=1, keepdims=True)
    y = y.astype(int) - 1
    loss = np.mean(np.log(e.sum(axis=1)) - z[np.arange(m), y])
    d = p.copy()
    d[np.arange(m), y] -= 1
    return float(loss), d / (m * K)
