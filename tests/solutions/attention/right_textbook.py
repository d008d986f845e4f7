# nnprep: attention
"""Scaled dot-product attention, the way the paper writes it."""

import numpy as np


def attention(Q, K, V, mask=None):
    d = Q.shape[-1]
    scores = Q @ np.swapaxes(K, -1, -2) / np.sqrt(d)
    if mask is None:
        mask = np.ones(scores.shape[-2:], dtype=bool)
    hidden = ~np.broadcast_to(mask, np.broadcast_shapes(scores.shape, mask.shape))
    scores = np.where(hidden, -np.inf, scores)
    top = scores.max(axis=-1, keepdims=True)
    top = np.where(np.isneginf(top), 0.0, top)
    e = np.exp(scores - top)
    total = e.sum(axis=-1, keepdims=True)
    weights = e / np.where(total == 0, 1.0, total)
    return weights @ V, weights


def causal_mask(T):
    return np.tril(np.ones((T, T), dtype=bool))
