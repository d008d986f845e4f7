# expect: causal-strict + scale-d
import numpy as np


def attention(Q, K, V, mask=None):
    s = Q @ K.swapaxes(-1, -2)
    s /= Q.shape[-1]
    m = np.broadcast_to(True, s.shape) if mask is None else np.broadcast_to(mask, s.shape)
    s = np.where(m, s, -np.inf)
    hi = s.max(-1, keepdims=True)
    hi = np.where(hi == -np.inf, 0., hi)
    e = np.exp(s - hi)
    n = e.sum(-1, keepdims=True)
    w = e / (n + (n == 0))
    return w @ V, w


def causal_mask(T):
    return np.tril(np.ones((T, T), dtype=bool), k=-1)
