# Widens Wk and Wv to one head for each query head, and calls ordinary multi-head attention.
import numpy as np


def widened(W, groups, times):
    pieces = np.split(W, groups, axis=1)
    return np.concatenate([piece for piece in pieces for _ in range(times)], axis=1)


def softmax(s):
    e = np.exp(s - np.max(s, axis=-1)[..., None])
    return e / np.sum(e, axis=-1)[..., None]


def multi_head(X, Wq, Wk, Wv, heads, causal):
    q, k, v = (np.stack(np.split(X @ W, heads, axis=-1), axis=1) for W in (Wq, Wk, Wv))
    s = np.matmul(q, np.swapaxes(k, -1, -2)) / np.sqrt(q.shape[-1])
    if causal:
        s[..., np.arange(s.shape[-1]) > np.arange(s.shape[-1])[:, None]] = -np.inf
    return np.concatenate(list(np.moveaxis(softmax(s) @ v, 1, 0)), axis=-1)


def gqa(X, Wq, Wk, Wv, Wo, heads, groups, causal=True):
    times = heads // groups
    joined = multi_head(X, Wq, widened(Wk, groups, times), widened(Wv, groups, times), heads, causal)
    return np.dot(joined, Wo)
