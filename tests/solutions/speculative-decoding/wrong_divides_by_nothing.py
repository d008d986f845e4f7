# expect: residual-zero-nan
import numpy as np


def residual(p, q):
    r = (p - q) * (p > q)
    return r / r.sum()


def draw(probs, v):
    i = np.searchsorted(np.cumsum(probs), v, side="right")
    return int(min(i, np.nonzero(probs)[0].max()))


def speculative_step(p, q, draft, u, v):
    out = []
    for i, token in enumerate(draft):
        if u[i] * q[i, token] < p[i, token]:
            out.append(token)
        else:
            out.append(draw(residual(p[i], q[i]), v))
            return out
    out.append(draw(p[len(draft)], v))
    return out
