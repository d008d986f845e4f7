# nnprep: attention
import numpy as np

# Habits from torch: masked_fill, logsumexp, log_softmax.


def masked_fill(t, where, value):
    t = t.copy()
    t[np.broadcast_to(where, t.shape)] = value
    return t


def logsumexp(t, dim=-1):
    m = np.amax(t, axis=dim, keepdims=True)
    m = masked_fill(m, ~np.isfinite(m), 0.0)
    with np.errstate(divide='ignore'):
        return m + np.log(np.exp(t - m).sum(axis=dim, keepdims=True))


def attention(Q, K, V, mask=None):
    scale = 1.0 / float(np.sqrt(K.shape[-1]))
    attn = np.matmul(Q * scale, K.swapaxes(-2, -1))
    if mask is not None:
        attn = masked_fill(attn, np.logical_not(mask), float('-inf'))
    lse = logsumexp(attn)
    lse = masked_fill(lse, np.isneginf(lse), 0.0)
    attn = np.exp(attn - lse)
    return np.matmul(attn, V), attn


def causal_mask(T):
    return ~np.triu(np.ones((T, T), bool), k=1)
