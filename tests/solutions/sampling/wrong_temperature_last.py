# expect: temperature-after-filter
import numpy as np


def _normalised_exp(a):
    e = np.exp(a - a.max())
    return e / e.sum()


def filter_logits(z, temperature=1.0, top_k=None, top_p=None):
    if temperature == 0:
        hot = np.zeros(len(z))
        hot[np.argmax(z)] = 1.0
        return hot
    chosen = list(np.argsort(-z, kind='stable'))
    if top_k is not None:
        chosen = chosen[:top_k]
    if top_p is not None:
        p = _normalised_exp(z[chosen])
        mass, count = 0.0, 0
        for v in p:
            mass += v
            count += 1
            if mass >= top_p:
                break
        chosen = chosen[:count]
    result = np.zeros(len(z))
    result[chosen] = _normalised_exp((z[chosen] - z.max()) / temperature)
    return result


def sample(probs, u):
    hits = np.flatnonzero(np.cumsum(probs) > u)
    return int(hits[0]) if len(hits) else int(np.flatnonzero(probs)[-1])
