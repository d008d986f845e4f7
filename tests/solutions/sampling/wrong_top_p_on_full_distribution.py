# expect: top-p-before-top-k
import numpy as np


def filter_logits(z, temperature=1.0, top_k=None, top_p=None):
    V = len(z)
    if temperature == 0:
        return np.bincount([np.argmax(z)], minlength=V).astype(float)
    a = (z - np.max(z)) / temperature
    full = np.exp(a) / np.sum(np.exp(a))
    order = np.argsort(-z, kind='stable')
    keep = np.zeros(V, dtype=bool)
    k = V if top_k is None else min(top_k, V)
    n = V
    if top_p is not None:
        n = int(np.searchsorted(np.cumsum(full[order]), top_p, side='left')) + 1
    keep[order[:min(k, n)]] = True
    probs = np.where(keep, full, 0.0)
    return probs / probs.sum()


def sample(probs, u):
    idx = np.flatnonzero(probs > 0)
    cdf = np.cumsum(probs[idx])
    return int(idx[min(np.searchsorted(cdf, u, side='right'), len(idx) - 1)])
