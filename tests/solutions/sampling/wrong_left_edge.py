# expect: sample-left-edge
import numpy as np


def filter_logits(z, temperature=1.0, top_k=None, top_p=None):
    out = np.zeros(len(z))
    if temperature == 0:
        out[z.argmax()] = 1.0
        return out
    keep = np.argsort(-z, kind="stable")[: top_k or len(z)]
    w = np.exp((z[keep] - z[keep[0]]) / temperature)
    if top_p is not None:
        share = np.cumsum(w) / w.sum()
        last = np.argmax(share >= top_p) if share[-1] >= top_p else len(w) - 1
        keep, w = keep[: last + 1], w[: last + 1]
    out[keep] = w / w.sum()
    return out


def sample(probs, u):
    total = 0.0
    for i, p in enumerate(probs):
        total += p
        if u <= total:
            return i
    return int(np.flatnonzero(probs)[-1])
