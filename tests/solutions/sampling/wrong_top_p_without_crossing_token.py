# expect: crossing-token-dropped
import numpy as np


def filter_logits(z, temperature=1.0, top_k=None, top_p=None):
    out = np.zeros(len(z))
    if temperature == 0:
        out[np.argmax(z)] = 1
        return out
    idx = np.argsort(-z, kind='stable')[:top_k]
    e = np.exp((z[idx] - z[idx[0]]) / temperature)
    p = e / e.sum()
    if top_p is not None:
        keep = np.cumsum(p) <= top_p
        keep[0] = True
        idx, p = idx[keep], p[keep]
        p = p / p.sum()
    out[idx] = p
    return out


def sample(probs, u):
    for i, c in enumerate(np.cumsum(probs)):
        if c > u:
            return i
    return int(np.nonzero(probs)[0][-1])
