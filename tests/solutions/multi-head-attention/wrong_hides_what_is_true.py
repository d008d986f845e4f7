# expect: mask-inverted-1e9
import numpy as np


def mha(X, Wq, Wk, Wv, Wo, heads, mask=None):
    B, T, D = X.shape
    n = D // heads
    out = np.empty((B, T, D), dtype=X.dtype)
    for b in range(B):
        for h in range(heads):
            c = slice(h * n, h * n + n)
            s = (X[b] @ Wq[:, c]) @ (X[b] @ Wk[:, c]).T / n**0.5
            if mask is not None:
                s[mask[b] if mask.ndim == 3 else mask] = -1e9
            e = np.exp(s - s.max(1, keepdims=True))
            out[b, :, c] = e / e.sum(1, keepdims=True) @ (X[b] @ Wv[:, c])
    return out @ Wo
