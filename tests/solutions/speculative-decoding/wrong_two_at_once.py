# expect: ratio-inverted + residual-not-normalised
import numpy as np


def residual(p, q):
    return np.maximum(p - q, 0) if np.any(p > q) else p.copy()


def draw(probs, v):
    hit = np.nonzero(np.cumsum(probs) > v)[0]
    return int(hit[0]) if hit.size else int(np.nonzero(probs)[0][-1])


def speculative_step(p, q, draft, u, v):
    for i, token in enumerate(draft):
        if u[i] >= min(1.0, q[i, token] / p[i, token]):
            return draft[:i] + [draw(residual(p[i], q[i]), v)]
    return draft + [draw(p[len(draft)], v)]
