# Recursion over leading axes; scales Q and K by the fourth root each.
import numpy as np


def causal_mask(T):
    m = np.zeros((T, T), dtype=bool)
    for t in range(T):
        m[t, : t + 1] = True
    return m


def attention(Q, K, V, mask=None):
    if Q.ndim > 2:
        m = [None] * len(Q)
        if mask is not None:
            m = (
                [mask] * len(Q)
                if mask.ndim < Q.ndim
                else [mask[i if len(mask) > 1 else 0] for i in range(len(Q))]
            )
        pairs = [attention(Q[i], K[i], V[i], m[i]) for i in range(len(Q))]
        return np.stack([p[0] for p in pairs]), np.stack([p[1] for p in pairs])
    r = Q.shape[1] ** 0.25
    s = (Q / r) @ (K / r).T
    w = np.zeros_like(s)
    for row, (score, here) in enumerate(zip(s, np.ones(s.shape, bool) if mask is None else mask)):
        if here.any():
            e = np.exp(score[here] - score[here].max())
            w[row, here] = e / e.sum()
    return w.dot(V), w
