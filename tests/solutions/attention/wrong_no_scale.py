# expect: no-scale
import numpy as np


def attention(Q, K, V, mask=None):
    logits = np.einsum('...id,...jd->...ij', Q, K)
    if mask is not None:
        logits = np.where(mask, logits, -np.inf)
    peak = logits.max(-1, keepdims=True)
    peak[np.isinf(peak)] = 0
    a = np.exp(logits - peak)
    z = a.sum(-1, keepdims=True)
    z[z == 0] = 1
    a = a / z
    return np.einsum('...ij,...jv->...iv', a, V), a


def causal_mask(T):
    return np.tri(T, dtype=bool)
