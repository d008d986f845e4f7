# expect: causal-mask-inverted-1e9
import numpy as np


def gqa(X, Wq, Wk, Wv, Wo, heads, groups, causal=True):
    n = Wq.shape[1] // heads
    done = []
    for h in range(heads):
        g = h // (heads // groups)
        q = X @ Wq[:, h * n : h * n + n]
        k, v = X @ Wk[:, g * n : g * n + n], X @ Wv[:, g * n : g * n + n]
        s = np.einsum("bid,bjd->bij", q, k) / n**0.5
        if causal:
            i, j = np.tril_indices(X.shape[1])
            s[:, i, j] = -1e9
        e = np.exp(s - s.max(-1, keepdims=True))
        done.append(e / e.sum(-1, keepdims=True) @ v)
    return np.concatenate(done, axis=-1) @ Wo
