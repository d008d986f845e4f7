# expect: temperature-2-divided
import numpy as np


def softmax_cross_entropy(logits, y):
    m, K = logits.shape
    logits = logits if logits.dtype.kind == "f" else logits.astype(float)
    z = (logits - logits.max(axis=1, keepdims=True)) / 2.0
    e = np.exp(z)
    p = e / e.sum(axis=1, keepdims=True)
    loss = np.mean(np.log(e.sum(axis=1)) - z[np.arange(m), y])
    d = p.copy()
    d[np.arange(m), y] -= 1
    return float(loss), d / (2 * m)
