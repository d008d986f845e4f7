# nnprep: sampling
import numpy as np


def softmax(a):
    e = np.exp(a - np.max(a))
    return e / e.sum()


def filter_logits(z, temperature=1.0, top_k=None, top_p=None):
    if temperature == 0:
        return np.eye(1, len(z), int(np.argmax(z)))[0]
    order = np.argsort(-z, kind='stable')
    if top_k is not None:
        order = order[:top_k]
    with np.errstate(over='ignore'):
        p = softmax((z[order] - z[order[0]]) / temperature)
    if top_p is not None:
        cut = np.searchsorted(np.cumsum(p), top_p, side='left') + 1
        order, p = order[:cut], p[:cut]
        p = p / p.sum()
    probs = np.zeros(len(z))
    probs[order] = p
    return probs


def sample(probs, u):
    k = np.searchsorted(np.cumsum(probs), u, side='right')
    if k == len(probs):
        k = np.flatnonzero(probs)[-1]
    return int(k)
