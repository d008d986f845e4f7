# expect: crossing-token-dropped
import numpy as np


def filter_logits(z, temperature=1.0, top_k=None, top_p=None):
    p = np.zeros(len(z))
    if temperature == 0:
        p[np.argmax(z)] = 1.0
        return p
    order = sorted(range(len(z)), key=lambda i: -z[i])[:top_k]
    s = np.array([z[i] for i in order]) / temperature
    w = np.exp(s - s.max())
    w = w / w.sum()
    if top_p is not None:
        keep = np.cumsum(w) <= top_p
        keep[0] = True
        w = np.where(keep, w, 0)
        w = w / w.sum()
    p[order] = w
    return p


def sample(probs, u):
    i = int(np.searchsorted(np.cumsum(probs), u, side="right"))
    return min(i, int(np.flatnonzero(probs)[-1]))
