# Queries as (B, T, G, H // G, width): no key is ever repeated.
import numpy as np


def gqa(X, Wq, Wk, Wv, Wo, heads, groups, causal=True):
    B, T, _ = X.shape
    w = Wq.shape[1] // heads
    q = (X @ Wq).reshape(B, T, groups, heads // groups, w)
    k, v = (X @ Wk).reshape(B, T, groups, w), (X @ Wv).reshape(B, T, groups, w)
    s = np.einsum("btgrw,bugw->bgrtu", q, k) * w**-0.5
    if causal:
        s = s + np.triu(np.full((T, T), -np.inf), 1)
    e = np.exp(s - s.max(-1, keepdims=True))
    out = np.einsum("bgrtu,bugw->btgrw", e / e.sum(-1, keepdims=True), v)
    return out.reshape(B, T, heads * w) @ Wo
