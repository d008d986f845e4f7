# nnprep: sampling
"""Picks the best token again and again, lazily, and keeps the ranking in a small cache object."""
import numpy as np


class Ranking:
    def __init__(self, z):
        self._left = z.astype(np.float64)       # a copy
        self._free = np.ones(len(z), dtype=bool)
        self._order = []

    def __getitem__(self, r):
        while len(self._order) <= r:
            candidates = np.flatnonzero(self._free)
            best = int(candidates[np.argmax(self._left[candidates])])
            self._free[best] = False
            self._order.append(best)
        return self._order[r]


def filter_logits(z, temperature=1.0, top_k=None, top_p=None):
    V = len(z)
    rank = Ranking(z)
    out = np.zeros(V)
    if temperature == 0:
        out[rank[0]] = 1.0
        return out
    n = V if top_k is None else min(V, top_k)
    kept = np.array([rank[r] for r in range(n)])
    with np.errstate(over='ignore'):
        logw = (z[kept] - z[rank[0]]) / temperature
    w = np.exp(logw) / np.exp(logw).sum()
    if top_p is not None:
        size = int(np.count_nonzero(np.cumsum(w) < top_p)) + 1
        size = min(size, n)
        kept, w = kept[:size], w[:size] / w[:size].sum()
    np.put(out, kept, w)
    return out


def sample(probs, u):
    below = int(np.count_nonzero(np.add.accumulate(probs) <= u))
    while below == len(probs) or probs[below] == 0:
        below -= 1
    return below
