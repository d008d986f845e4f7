# One position at a time, recursively; the residual by minima.
import numpy as np


def residual(p, q):
    overlap = np.minimum(p, q)
    left = p - overlap
    if not left.any():
        return p * 1.0
    return left / left.sum()


def choose(probs, v):
    cdf = np.add.accumulate(np.asarray(probs))
    index = int(np.sum(cdf <= v))
    return index if index < len(cdf) and probs[index] > 0 else int(np.max(np.nonzero(probs)))


def speculative_step(p, q, draft, u, v):
    if len(draft) == 0:
        return [choose(p[0], v)]
    d = draft[0]
    if p[0, d] >= q[0, d] or u[0] < p[0, d] / q[0, d]:
        return [int(d)] + speculative_step(p[1:], q[1:], draft[1:], u[1:], v)
    return [choose(residual(p[0], q[0]), v)]
