# As in released models: an extra axis, broadcast over the group, then a reshape.
import numpy as np


def repeat_kv(y, n):
    B, G, T, w = y.shape
    return np.broadcast_to(y[:, :, None], (B, G, n, T, w)).reshape(B, G * n, T, w)


def gqa(X, Wq, Wk, Wv, Wo, heads, groups, causal=True):
    B, T, _ = X.shape
    q = np.matmul(X, Wq).reshape(B, T, heads, -1).swapaxes(1, 2)
    k = repeat_kv(np.matmul(X, Wk).reshape(B, T, groups, -1).swapaxes(1, 2), heads // groups)
    v = repeat_kv(np.matmul(X, Wv).reshape(B, T, groups, -1).swapaxes(1, 2), heads // groups)
    scores = np.matmul(q, k.swapaxes(2, 3)) / q.shape[-1] ** 0.5
    seen = np.tri(T, dtype=bool) if causal else np.full((T, T), True)
    scores = np.where(seen, scores, -np.inf)
    scores -= scores.max(axis=-1, keepdims=True)
    lse = np.log(np.exp(scores).sum(axis=-1, keepdims=True))
    return np.matmul(np.exp(scores - lse), v).swapaxes(1, 2).reshape(B, T, -1) @ Wo
