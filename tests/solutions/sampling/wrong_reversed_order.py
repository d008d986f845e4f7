# expect: ties-higher-index
import numpy as np


def filter_logits(z, temperature=1.0, top_k=None, top_p=None):
    V = len(z)
    if temperature == 0:
        return np.eye(V)[np.argmax(z)]
    idx = np.argsort(z, kind="stable")[::-1]
    if top_k:
        idx = idx[:top_k]
    w = np.exp((z[idx] - z.max()) / temperature)
    w = w / w.sum()
    if top_p:
        n = 1
        while n < len(w) and w[:n].sum() < top_p:
            n += 1
        idx, w = idx[:n], w[:n] / w[:n].sum()
    out = np.zeros(V)
    for i, p in zip(idx, w):
        out[i] = p
    return out


def sample(probs, u):
    total = 0.0
    last = 0
    for i, p in enumerate(probs):
        total += p
        last = i if p > 0 else last
        if total > u:
            return i
    return last
