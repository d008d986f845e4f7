# expect: global-max
import numpy as np


def softmax_cross_entropy(logits, y):
    Z = np.asarray(logits)
    Z = Z.astype(np.promote_types(Z.dtype, np.float32))
    S = Z - Z.max()
    E, i, k = np.exp(S), np.arange(len(S)), S.argmax(1)
    P = E / E.sum(axis=1, keepdims=True)
    rest = E.copy()
    rest[i, k] = 0
    loss = np.mean(S[i, k] - S[i, y] + np.log1p(rest.sum(1) / E[i, k]))
    T = np.zeros_like(P)
    T[i, y] = 1
    return loss, (P - T) / T.shape[0]
