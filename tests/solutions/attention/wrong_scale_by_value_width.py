# expect: scale-dv
import math

import numpy as np


def _softmax(row, see):
    w = np.zeros(row.shape)
    if see.any():
        top = row[see].max()
        w[see] = np.exp(row[see] - top)
        w /= w.sum()
    return w


def attention(Q, K, V, mask=None):
    scores = Q @ K.swapaxes(-1, -2)
    scores = scores / math.sqrt(V.shape[-1])
    see = np.broadcast_to(True if mask is None else mask, scores.shape)
    weights = np.empty_like(scores)
    for where in np.ndindex(scores.shape[:-1]):
        weights[where] = _softmax(scores[where], see[where])
    return weights @ V, weights


def causal_mask(T):
    return np.tril(np.ones((T, T))).astype(bool)
