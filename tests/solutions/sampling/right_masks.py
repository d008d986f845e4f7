"""As in a model's generate loop: masks of minus infinity on a copy of the logits."""

import numpy as np


def softmax(x):
    x = x - np.max(x)
    e = np.exp(x)
    return e / np.sum(e)


def filter_logits(z, temperature=1.0, top_k=None, top_p=None):
    if temperature == 0:
        return np.eye(z.size)[int(np.argmax(z))]
    scores = z / temperature
    # lexsort: the last key first, so -scores, and the index among equals
    ranking = np.lexsort((np.arange(z.size), -scores))
    if top_k is not None:
        scores = scores.copy()
        scores[ranking[int(top_k) :]] = -np.inf
    if top_p is not None and top_p < 1.0:
        sorted_probs = softmax(scores)[ranking]
        before = np.concatenate(([0.0], np.cumsum(sorted_probs)[:-1]))
        scores[ranking[before >= top_p]] = -np.inf
    return softmax(scores)


def sample(probs, u):
    cdf = np.cumsum(probs)
    above = np.nonzero(cdf > u)[0]
    if above.size:
        return above[0]
    return np.nonzero(np.asarray(probs) > 0)[0][-1]
