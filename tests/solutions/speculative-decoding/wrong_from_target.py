# expect: rejects-from-p
import numpy as np


def residual(p, q):
    r = np.maximum(0.0, p - q)
    return r / r.sum() if r.any() else p.copy()


def draw(probs, v):
    hits = np.flatnonzero(np.cumsum(probs) > v)
    return int(hits[0]) if len(hits) else int(np.flatnonzero(probs)[-1])


def speculative_step(p, q, draft, u, v):
    n = 0
    while n < len(draft) and u[n] < p[n, draft[n]] / q[n, draft[n]]:
        n += 1
    return list(draft[:n]) + [draw(p[n], v)]
