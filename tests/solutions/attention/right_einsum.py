# Einstein sums, and the softmax in logarithms.
import numpy as np


def attention(Q, K, V, mask=None):
    d = Q.shape[-1]
    s = np.einsum("...qd,...kd->...qk", Q, K) * d**-0.5
    if mask is not None:
        s = s + np.where(mask, 0.0, -np.inf)
    m = np.maximum(s.max(-1, keepdims=True), -1e300)
    lse = m + np.log(np.maximum(np.exp(s - m).sum(-1, keepdims=True), 1e-300))
    w = np.exp(s - lse)
    return np.einsum("...qk,...kv->...qv", w, V), w


def causal_mask(T):
    return np.arange(T)[:, None] >= np.arange(T)[None, :]
