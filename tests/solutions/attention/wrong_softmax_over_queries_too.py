# expect: softmax-axis-2
import numpy as np


def softmax(z, axis):
    m = np.max(z, axis=axis, keepdims=True)
    m = np.where(np.isfinite(m), m, 0)
    e = np.exp(z - m)
    s = np.sum(e, axis=axis, keepdims=True)
    return e / np.where(s > 0, s, 1)


def attention(Q, K, V, mask=None):
    scores = Q @ np.moveaxis(K, -1, -2) / np.sqrt(Q.shape[-1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    weights = softmax(scores, axis=-2)
    return weights @ V, weights


def causal_mask(T):
    mask = np.full((T, T), False)
    for t in range(T):
        mask[t, : t + 1] = True
    return mask
