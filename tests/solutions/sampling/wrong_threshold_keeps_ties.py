# expect: top-k-keeps-ties
import numpy as np


def filter_logits(z, temperature=1.0, top_k=None, top_p=None):
    if temperature == 0:
        out = np.zeros(len(z))
        out[np.argmax(z)] = 1
        return out
    scores = z / temperature
    if top_k is not None:
        threshold = np.sort(scores)[::-1][min(top_k, len(z)) - 1]
        scores = np.where(scores < threshold, -np.inf, scores)
    p = np.exp(scores - scores.max())
    p /= p.sum()
    if top_p is not None:
        order = np.argsort(-p, kind="stable")
        total = np.cumsum(p[order])
        p[order[1:][total[:-1] >= top_p]] = 0
        p /= p.sum()
    return p


def sample(probs, u):
    total = np.cumsum(probs)
    return int(min(np.sum(total <= u), np.flatnonzero(probs)[-1]))
