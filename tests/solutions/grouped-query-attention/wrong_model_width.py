# expect: scale-model-width
import numpy as np


def gqa(X, Wq, Wk, Wv, Wo, heads, groups, causal=True):
    B, T, D = X.shape
    w = Wq.shape[1] // heads
    q = np.stack(np.split(X @ Wq, heads, axis=-1), axis=1)
    k = np.stack(np.split(X @ Wk, groups, axis=-1), axis=1)
    v = np.stack(np.split(X @ Wv, groups, axis=-1), axis=1)
    which = [h // (heads // groups) for h in range(heads)]
    s = np.einsum("bhtw,bhuw->bhtu", q, k[:, which]) / np.sqrt(D)
    if causal:
        s[..., ~np.tri(T, dtype=bool)] = -np.inf
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    o = np.einsum("bhtu,bhuw->bthw", p, v[:, which])
    return o.reshape(B, T, -1) @ Wo
