# expect: mask-inverted
import numpy as np


def attention(Q, K, V, mask=None):
    """out, weights = softmax(QK'/sqrt d) V"""
    d_k = K.shape[-1]
    att = np.matmul(Q, np.swapaxes(K, -2, -1)) * (d_k ** -0.5)
    if mask is not None:
        att[np.broadcast_to(mask, att.shape)] = -np.inf
    shift = att.max(axis=-1, keepdims=True)
    shift = np.nan_to_num(shift, neginf=0.0)
    att = np.exp(att - shift)
    denom = att.sum(axis=-1, keepdims=True)
    att = np.divide(att, denom, out=np.zeros_like(att), where=denom != 0)
    return np.matmul(att, V), att


def causal_mask(T):
    idx = np.arange(T)
    return idx[:, None] >= idx
