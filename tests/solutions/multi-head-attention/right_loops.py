# A loop over samples, heads and tokens; a sum over heads instead of joining them.
import numpy as np


def one_head(q, k, v, visible):
    out = np.zeros_like(q)
    for t in range(len(q)):
        seen = np.flatnonzero(visible[t])
        if len(seen) == 0:
            continue
        s = np.array([float(np.dot(q[t], k[u])) for u in seen]) / q.shape[1] ** 0.5
        e = np.exp(s - max(s))
        out[t] = sum(p * v[u] for p, u in zip(e / sum(e), seen))
    return out


def mha(X, Wq, Wk, Wv, Wo, heads, mask=None):
    B, T, D = X.shape
    w = D // heads
    out = np.zeros((B, T, D))
    for b in range(B):
        visible = np.ones((T, T), bool) if mask is None else mask if mask.ndim == 2 else mask[b]
        for h in range(heads):
            c = slice(h * w, (h + 1) * w)
            out[b] += one_head(X[b] @ Wq[:, c], X[b] @ Wk[:, c], X[b] @ Wv[:, c], visible) @ Wo[c]
    return out
