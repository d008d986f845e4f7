# nnprep: attention
import numpy as np


def attention(Q, K, V, mask=None):
    s = np.einsum('...qd,...kd->...qk', Q, K) * Q.shape[-1] ** -0.5
    see = np.True_ if mask is None else mask
    # the maximum runs over visible keys only; 'initial' keeps hidden rows harmless
    top = np.max(s, axis=-1, keepdims=True, where=np.broadcast_to(see, s.shape), initial=-1e300)
    e = np.exp(np.where(see, s - top, -np.inf))
    z = np.einsum('...qk->...q', e)[..., None]
    w = np.divide(e, z, out=np.zeros_like(e), where=z > 0)
    return np.einsum('...qk,...kv->...qv', w, V), w


def causal_mask(T):
    i = np.arange(T)
    return np.greater_equal.outer(i, i)
