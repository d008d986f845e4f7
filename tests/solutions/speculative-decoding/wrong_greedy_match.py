# expect: unnamed
# Judges as at temperature 0: a token is kept if it is the target's most likely one.
import numpy as np


def residual(p, q):
    r = np.maximum(p - q, 0)
    return r / r.sum() if r.sum() > 0 else p.copy()


def draw(probs, v):
    i = np.searchsorted(np.cumsum(probs), v, side="right")
    return int(min(i, np.flatnonzero(probs)[-1]))


def speculative_step(p, q, draft, u, v):
    out = []
    for i, token in enumerate(draft):
        if token != np.argmax(p[i]):
            return out + [draw(residual(p[i], q[i]), v)]
        out.append(int(token))
    return out + [draw(p[len(draft)], v)]
