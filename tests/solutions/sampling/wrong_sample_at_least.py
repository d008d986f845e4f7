# expect: sample-left-edge
import numpy as np


def filter_logits(z, temperature=1.0, top_k=None, top_p=None):
    probs = np.zeros(z.size)
    ids = np.argsort(-z, kind='stable')
    if temperature == 0:
        probs[ids[0]] = 1.0
        return probs
    ids = ids if top_k is None else ids[:top_k]
    scaled = (z[ids] - z[ids].max()) / temperature
    q = np.exp(scaled)
    q /= q.sum()
    if top_p is not None:
        size = np.argmax(np.cumsum(q) >= top_p) + 1 if np.cumsum(q)[-1] >= top_p else len(q)
        ids, q = ids[:size], q[:size] / q[:size].sum()
    probs[ids] = q
    return probs


def sample(probs, u):
    cdf = np.cumsum(probs)
    i = int(np.searchsorted(cdf, u, side='left'))
    if i >= len(probs):
        i = int(np.nonzero(probs)[0][-1])
    return i
