# expect: unnamed
# says: `softmax_cross_entropy` is wrong here only for integers of one byte
import numpy as np


def softmax_cross_entropy(logits, y):
    v = np.asarray(logits)
    v = v.astype(np.float32) if v.dtype == np.float32 else v.astype(np.float64)
    y = np.asarray(y)
    m, K = v.shape
    flat = (np.arange(m).astype(y.dtype) * K + y).astype(y.dtype)
    top = v.max(1, keepdims=True)
    lse = top + np.log(np.exp(v - top).sum(1, keepdims=True))
    loss = float((lse[:, 0] - v.ravel()[flat]).mean())
    q = np.exp(v - lse).ravel()
    q[flat] -= 1
    return loss, q.reshape(m, K) / m
