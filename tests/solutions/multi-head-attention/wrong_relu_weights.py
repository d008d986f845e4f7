# expect: unnamed
import numpy as np


def mha(X, Wq, Wk, Wv, Wo, heads, mask=None):
    B, T, D = X.shape
    w = D // heads
    q = np.stack(np.split(X @ Wq, heads, axis=-1), axis=1)
    k = np.stack(np.split(X @ Wk, heads, axis=-1), axis=1)
    v = np.stack(np.split(X @ Wv, heads, axis=-1), axis=1)
    s = np.einsum("bhid,bhjd->bhij", q, k) / np.sqrt(w)
    if mask is not None:
        s = np.where(mask if mask.ndim == 2 else mask[:, None], s, -np.inf)
    m = s.max(axis=-1, keepdims=True)
    e = np.where(np.isinf(s), 0.0, np.maximum(s, 0.0) + 0.1)
    z = e.sum(axis=-1, keepdims=True)
    a = e / np.where(z > 0, z, 1.0)
    o = np.einsum("bhij,bhjd->bihd", a, v).reshape(B, T, D)
    return o @ Wo
