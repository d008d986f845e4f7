# expect: minus-infinity-as-zero
import numpy as np


def softmax_cross_entropy(logits, y):
    z = np.asarray(logits)
    kind = np.float32 if z.dtype == np.float32 else np.float64
    z = np.nan_to_num(z.astype(kind), neginf=0.0)
    m, K = z.shape
    T = (np.asarray(y)[:, None] == np.arange(K)).astype(kind)
    z = z - z.max(axis=1, keepdims=True)
    ex = np.exp(z)
    big = np.argmax(z, axis=1)[:, None] == np.arange(K)
    lse = np.log1p(np.einsum("mk,mk->m", ex, (~big).astype(kind)))
    loss = (lse - np.einsum("mk,mk->m", z, T)).mean()
    P = ex / ex.sum(axis=1, keepdims=True)
    return float(loss), (P - T) / m
