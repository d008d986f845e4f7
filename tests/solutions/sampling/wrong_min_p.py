# expect: unnamed
# min-p instead of top-p: what is less likely than a share of the most likely token goes.
import numpy as np


def filter_logits(z, temperature=1.0, top_k=None, top_p=None):
    probs = np.zeros(len(z))
    if temperature == 0:
        probs[np.argmax(z)] = 1.0
        return probs
    order = np.argsort(-z, kind="stable")[:top_k]
    w = np.exp((z[order] - z.max()) / temperature)
    if top_p is not None:
        w[w < (1 - top_p) * w[0]] = 0.0
    probs[order] = w / w.sum()
    return probs


def sample(probs, u):
    i = np.searchsorted(np.cumsum(probs), u, side="right")
    return int(min(i, np.flatnonzero(probs)[-1]))
