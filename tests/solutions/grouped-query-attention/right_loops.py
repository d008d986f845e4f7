# A loop over samples, query heads and tokens; a causal token only looks at what it may see.
import numpy as np


def gqa(X, Wq, Wk, Wv, Wo, heads, groups, causal=True):
    B, T, D = X.shape
    w = Wq.shape[1] // heads
    out = np.zeros((B, T, D))
    for b in range(B):
        for h in range(heads):
            g = h * groups // heads
            own, shared = slice(h * w, h * w + w), slice(g * w, g * w + w)
            q, k, v = X[b] @ Wq[:, own], X[b] @ Wk[:, shared], X[b] @ Wv[:, shared]
            for t in range(T):
                end = t + 1 if causal else T
                s = k[:end] @ q[t] / np.sqrt(w)
                p = np.exp(s - s.max())
                out[b, t] += (p / p.sum()) @ v[:end] @ Wo[own]
    return out
