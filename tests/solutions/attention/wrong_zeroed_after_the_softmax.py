# expect: mask-after-softmax
import numpy as np


def attention(Q, K, V, mask=None):
    s = Q @ np.swapaxes(K, -1, -2) / np.sqrt(Q.shape[-1])
    e = np.exp(s - s.max(-1, keepdims=True))
    w = e / e.sum(-1, keepdims=True)
    if mask is not None:
        w = np.where(mask, w, 0)
    return w @ V, w


def causal_mask(T):
    return np.arange(T)[:, None] >= np.arange(T)
