# expect: log-of-softmax-times-one-hot
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
        for k in range(K):
            t = 1 if k == y[i] else 0
            total -= t * math.log(p[k])
            d[i, k] = (p[k] - t) / m
    return float(total / m), d
