# expect: mask-inverted-added
import numpy as np


def attention(Q, K, V, mask=None):
    s = np.einsum("...id,...jd->...ij", Q, K) * Q.shape[-1] ** -0.5
    if mask is not None:
        bias = -1e9 * np.asarray(mask, dtype=float)
        s = s + bias
    s -= s.max(-1, keepdims=True)
    w = np.exp(s)
    w /= w.sum(-1, keepdims=True)
    return np.einsum("...ij,...jd->...id", w, V), w


def causal_mask(T):
    i = np.arange(T)
    return i[:, None] >= i
