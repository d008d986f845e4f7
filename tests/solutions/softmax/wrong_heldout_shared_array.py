# expect: derived:log-of-error
import numpy as np


def softmax_cross_entropy(logits, y):
    logits = np.asarray(logits)
    logits = logits if logits.dtype == np.float32 else logits.astype(np.float64)
    m = logits.shape[0]
    exps = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = exps / exps.sum(axis=1, keepdims=True)
    dlogits = p
    dlogits[np.arange(m), y] -= 1
    loss = -np.mean(np.log(np.abs(p[np.arange(m), y])))
    return float(loss), dlogits / m
