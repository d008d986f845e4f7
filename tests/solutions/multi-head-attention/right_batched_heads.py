# As in older code: heads are folded into the batch axis, and the mask is repeated for them.
import numpy as np


def softmax(s, axis=-1):
    m = s.max(axis=axis, keepdims=True)
    m[np.isneginf(m)] = 0
    e = np.exp(s - m)
    return np.divide(e, e.sum(axis=axis, keepdims=True), out=np.zeros_like(e), where=e > 0)


def mha(X, Wq, Wk, Wv, Wo, heads, mask=None):
    B, T, D = X.shape

    def fold(W):
        return np.concatenate(np.split(X @ W, heads, axis=2), axis=0)

    q, k, v = fold(Wq), fold(Wk), fold(Wv)
    s = np.matmul(q, np.swapaxes(k, 1, 2)) * (D / heads) ** -0.5
    if mask is not None:
        full = np.broadcast_to(mask, (B, T, T))
        s[~np.tile(full, (heads, 1, 1))] = -np.inf
    parts = np.split(softmax(s) @ v, heads, axis=0)
    return np.dot(np.concatenate(parts, axis=2), Wo)
