# expect: label-left-out-of-log1p
import numpy as np


def softmax_cross_entropy(logits, y):
    Z = np.asarray(logits)
    dtype = np.float32 if Z.dtype == np.float32 else np.float64
    Z = Z.astype(np.float64)
    m, K = Z.shape
    lab = np.asarray(y).astype(int)
    r = np.arange(m)
    biggest = Z.max(axis=1)
    E = np.exp(Z - np.repeat(biggest, K).reshape(m, K))
    rest = E.copy()
    rest[r, lab] = 0
    ell = np.log1p(rest.sum(axis=1)) + biggest - Z[r, lab]
    S = E.sum(axis=1).reshape(m, 1)
    P = E / np.tile(S, (1, K))
    P[r, lab] -= 1
    return float(ell.sum() / m), (P / m).astype(dtype)
