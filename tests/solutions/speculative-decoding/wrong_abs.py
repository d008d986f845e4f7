# expect: residual-absolute
import numpy as np


def residual(p, q):
    gap = np.fabs(p - q)
    return gap / gap.sum() if gap.sum() > 0 else p.copy()


def draw(w, v):
    i = int((np.cumsum(w) <= v).sum())
    return min(i, int(np.flatnonzero(w)[-1]))


def speculative_step(p, q, draft, u, v):
    for i in range(len(draft)):
        if u[i] >= min(1.0, p[i, draft[i]] / q[i, draft[i]]):
            return draft[:i] + [draw(residual(p[i], q[i]), v)]
    return draft + [draw(p[len(draft)], v)]
