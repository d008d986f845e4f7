# expect: classes-up-to-largest-label
import numpy as np
def grad(p, y):
    K = max(y) + 1
    d = np.zeros_like(p)
    for i in range(len(y)):
        for k in range(K):
            d[i, k] = (p[i, k] - (1 if y[i] == k else 0)) / len(y)
    return d
def softmax_cross_entropy(logits, y):
    logits = np.asarray(logits)
    if logits.dtype.kind != "f":
        logits = logits.astype(float)
    m = len(y)
    z = logits - logits.max(axis=1, keepdims=True)
    logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    loss = -logp[np.arange(m), y].mean()
    return float(loss), grad(np.exp(logp), y)
