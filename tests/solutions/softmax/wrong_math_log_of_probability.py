# expect: log-of-softmax
import math
import numpy as np
def softmax_cross_entropy(logits, y):
    logits = np.asarray(logits)
    if logits.dtype.kind != "f":
        logits = logits.astype(float)
    m, K = logits.shape
    total = 0.0
    d = np.empty_like(logits)
    for i in range(m):
        z = logits[i] - logits[i].max()
        e = np.exp(z); p = e / e.sum()
        total -= math.log(p[y[i]])
        d[i] = p / m
        d[i, y[i]] -= 1 / m
    return float(total / m), d
