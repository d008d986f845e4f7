# expect: fully-masked-nan
import numpy as np


def attention(Q, K, V, mask=None):
    scores = Q @ K.swapaxes(-1, -2) / Q.shape[-1] ** 0.5
    if mask is not None:
        scores = scores + np.log(mask.astype(float)) if mask.all() else np.where(mask, scores, -np.inf)
    e = np.exp(scores - scores.max(-1, keepdims=True))
    w = e / e.sum(-1, keepdims=True)
    return w @ V, w


def causal_mask(T):
    return np.arange(T)[:, None] >= np.arange(T)
