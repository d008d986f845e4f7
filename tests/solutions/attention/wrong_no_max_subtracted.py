# expect: mask-times-exp
import numpy as np


def attention(Q, K, V, mask=None):
    kT = K.swapaxes(-1, -2)
    e = np.exp(Q @ kT / np.sqrt(Q.shape[-1]))
    if mask is not None:
        e = e * mask
    total = e.sum(axis=-1)[..., np.newaxis]
    weights = e / np.where(total == 0, 1, total)
    out = weights @ V
    return out, weights


def causal_mask(T):
    return np.array([[j <= i for j in range(T)] for i in range(T)])
