# expect: sample-past-the-end
import numpy as np


def filter_logits(z, temperature=1.0, top_k=None, top_p=None):
    probs = np.zeros(len(z))
    if temperature == 0:
        probs[np.argmax(z)] = 1.0
        return probs
    order = np.argsort(-z, kind="stable")
    if top_k is not None:
        order = order[:top_k]
    logits = z[order] / temperature
    p = np.exp(logits - logits.max())
    p = p / np.sum(p)
    if top_p is not None:
        cut = int(np.count_nonzero(np.cumsum(p) < top_p)) + 1
        p, order = p[:cut], order[:cut]
        p = p / np.sum(p)
    probs[order] = p
    return probs


def sample(probs, u):
    return int(np.searchsorted(np.cumsum(probs), u, side="right"))
