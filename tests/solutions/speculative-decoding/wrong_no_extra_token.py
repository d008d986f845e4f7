# expect: no-bonus-token
import numpy as np


def residual(p, q):
    d = p - q
    d[d < 0] = 0
    return d / d.sum() if d.sum() else p.copy()


def pick(dist, v):
    total, best = 0.0, 0
    for j, w in enumerate(dist):
        total += w
        if w > 0:
            best = j
        if total > v:
            break
    return best


def speculative_step(p, q, draft, u, v):
    out = []
    for i, d in enumerate(draft):
        if u[i] >= p[i][d] / q[i][d]:
            out.append(pick(residual(p[i], q[i]), v))
            break
        out.append(d)
    if not out:
        out.append(pick(p[0], v))
    return out
