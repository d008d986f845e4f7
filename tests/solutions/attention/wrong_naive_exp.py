# expect: mask-times-exp
import numpy as np


def attention(Q, K, V, mask=None):
    e = np.exp(Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1]))
    if mask is not None:
        e = e * mask
    z = e.sum(-1, keepdims=True)
    z[z == 0] = 1
    w = e / z
    return w @ V, w


def causal_mask(T):
    return np.arange(T)[:, None] >= np.arange(T)
