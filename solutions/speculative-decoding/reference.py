import numpy as np


def residual(p, q):
    # What the draft proposes too rarely. Accepting covers the rest.
    r = np.maximum(p - q, 0)
    total = r.sum()
    # Equal distributions leave nothing: then every draft is kept, and p serves.
    return r / total if total > 0 else p.copy()


def draw(p, v):
    # The first total strictly above v, or the last token that is possible.
    i = np.searchsorted(np.cumsum(p), v, side="right")
    return int(min(i, np.flatnonzero(p)[-1]))


def speculative_step(p, q, draft, u, v):
    tokens = []
    for i, token in enumerate(draft):
        # Kept with probability min(1, p/q). Strictly below: a token that the
        # target rules out is never kept.
        if not u[i] < min(1.0, p[i][token] / q[i][token]):
            # Whatever was drafted after a rejected token depended on it.
            return [*tokens, draw(residual(p[i], q[i]), v)]
        tokens.append(int(token))
    # The target has scored one position more than the draft has tokens.
    return [*tokens, draw(p[len(draft)], v)]
