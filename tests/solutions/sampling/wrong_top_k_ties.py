# expect: top-k-keeps-ties
import numpy as np


def _softmax(v):
    v = np.exp(v - v.max())
    return v / v.sum()


def _top_k(z, k):
    kth = np.sort(z)[::-1][min(k, len(z)) - 1]
    return np.where(z >= kth, z, -np.inf)


def _top_p(probs, z, p):
    order = np.lexsort((np.arange(len(z)), -z))
    n = np.searchsorted(np.cumsum(probs[order]), p) + 1
    kept = np.zeros_like(probs)
    kept[order[:n]] = probs[order[:n]]
    return kept / kept.sum()


def filter_logits(z, temperature=1.0, top_k=None, top_p=None):
    if temperature == 0:
        return (np.arange(len(z)) == np.argmax(z)).astype(float)
    scores = (z - z.max()) / temperature
    if top_k is not None:
        scores = _top_k(scores, top_k)
    probs = _softmax(scores)
    if top_p is not None:
        probs = _top_p(probs, scores, top_p)
    return probs


def sample(probs, u):
    i = int(np.searchsorted(np.cumsum(probs), u, side='right'))
    return i if i < len(probs) else int(np.flatnonzero(probs > 0)[-1])
