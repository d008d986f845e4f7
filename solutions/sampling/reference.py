import numpy as np


def filter_logits(z, temperature=1.0, top_k=None, top_p=None):
    probs = np.zeros(len(z))
    if temperature == 0:
        # The limit of ever lower temperatures. argmax names the first of equals.
        probs[np.argmax(z)] = 1.0
        return probs
    # Most likely first. A stable sort leaves equal logits in order of their
    # index; reversing an ascending order would not. A slice of None keeps all.
    order = np.argsort(-z, kind="stable")[:top_k]
    scaled = z[order] / temperature
    # The softmax comes after the cut, so removed tokens get no share.
    w = np.exp(scaled - scaled[0])
    w = w / w.sum()
    if top_p is not None:
        # The first total that is at least top_p: its token belongs to the set.
        n = np.searchsorted(np.cumsum(w), top_p) + 1
        order = order[:n]
        w = w[:n] / w[:n].sum()
    probs[order] = w
    return probs


def sample(probs, u):
    # The first total strictly above u: its token has a positive probability.
    i = np.searchsorted(np.cumsum(probs), u, side="right")
    # Rounding may leave even the last total at u or below.
    return int(min(i, np.flatnonzero(probs)[-1]))
