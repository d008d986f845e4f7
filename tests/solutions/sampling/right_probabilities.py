# Works on probabilities, not logits: temperature as a power in log space, then cut and divide.
import numpy as np


def filter_logits(z, temperature=1.0, top_k=None, top_p=None):
    V = z.shape[0]
    if temperature == 0:
        return (np.arange(V) == z.argmax()).astype(float)
    logp = z / temperature
    logp = logp - (logp.max() + np.log(np.exp(logp - logp.max()).sum()))
    p = np.exp(logp)
    rank = np.empty(V, dtype=int)
    rank[np.argsort(-z, kind="mergesort")] = np.arange(V)
    if top_k is not None:
        p = np.where(rank < top_k, p, 0.0)
        p /= p.sum()
    if top_p is not None:
        by_rank = np.empty(V)
        by_rank[rank] = p
        keep = 1
        while keep < V and by_rank[:keep].sum() < top_p:
            keep += 1
        p = np.where(rank < keep, p, 0.0)
        p = p / p.sum()
    return p


def sample(probs, u):
    total = np.cumsum(probs)
    if u >= total[-1]:
        return int(np.max(np.where(probs > 0)))
    return int(np.argmax(total > u))
