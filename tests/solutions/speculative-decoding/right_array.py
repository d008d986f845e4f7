"""All ratios at once, then the first position at which a token falls."""

import numpy as np


def residual(p, q):
    if np.array_equal(p, q) or not np.any(p > q):
        return np.array(p)
    r = np.where(p > q, p - q, 0.0)
    return r / np.sum(r)


def speculative_step(p, q, draft, u, v):
    k = len(draft)
    rows = np.arange(k)
    tokens = np.asarray(draft, dtype=int)
    kept = u * q[rows, tokens] < p[rows, tokens]
    n = k if kept.all() else int(np.argmin(kept))
    last = p[k] if n == k else residual(p[n], q[n])
    total = np.cumsum(last)
    above = np.flatnonzero(total > v)
    drawn = above[0] if above.size else np.flatnonzero(last > 0)[-1]
    return tokens[:n].tolist() + [int(drawn)]
