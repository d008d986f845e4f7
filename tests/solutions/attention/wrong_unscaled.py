# expect: no-scale
import numpy as np


def attention(Q, K, V, mask=None):
    s = np.einsum("...id,...jd->...ij", Q, K)
    if mask is not None:
        s = np.where(mask, s, -np.inf)
    m = s.max(-1, keepdims=True)
    e = np.exp(s - np.where(np.isinf(m), 0.0, m))
    z = e.sum(-1, keepdims=True)
    w = e / np.where(z > 0, z, 1.0)
    return np.einsum("...ij,...jv->...iv", w, V), w


def causal_mask(T):
    return np.arange(T)[:, None] >= np.arange(T)
