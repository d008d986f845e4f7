# expect: top-p-before-top-k
import numpy as np


def softmax(x):
    e = np.exp(x - x.max())
    return e / e.sum()


def filter_logits(z, temperature=1.0, top_k=None, top_p=None):
    if temperature == 0:
        return np.where(np.arange(len(z)) == np.argmax(z), 1.0, 0.0)
    p = softmax(z / temperature)
    order = np.argsort(-p, kind="stable")
    rank = np.argsort(order, kind="stable")
    if top_p is not None:
        n = np.searchsorted(np.cumsum(p[order]), top_p) + 1
        p = p * (rank < n)
    if top_k is not None:
        p = p * (rank < top_k)
    return p / p.sum()


def sample(probs, u):
    above = np.flatnonzero(np.cumsum(probs) > u)
    return int(above[0]) if len(above) else int(np.flatnonzero(probs)[-1])
