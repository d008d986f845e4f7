# expect: top-k-sets-zero
# Top-k sets what it removes to a logit of 0, and the nucleus is then taken of all tokens.
import numpy as np


def filter_logits(z, temperature=1.0, top_k=None, top_p=None):
    out = np.zeros(len(z))
    if temperature == 0:
        out[np.argmax(z)] = 1.0
        return out
    s = z / temperature
    if top_k is not None:
        removed = np.argsort(-s, kind="stable")[top_k:]
        s[removed] = 0.0
    e = np.exp(s - s.max())
    p = e / e.sum()
    if top_p is None:
        return p
    order = np.argsort(-p, kind="stable")
    n = np.searchsorted(np.cumsum(p[order]), top_p) + 1
    out[order[:n]] = p[order[:n]] / p[order[:n]].sum()
    return out


def sample(probs, u):
    i = np.searchsorted(np.cumsum(probs), u, side="right")
    return int(min(i, np.flatnonzero(probs)[-1]))
