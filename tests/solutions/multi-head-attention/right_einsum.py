# Weights seen as (D, H, width); one Einstein sum for each step.
import numpy as np


def mha(X, Wq, Wk, Wv, Wo, heads, mask=None):
    D = Wq.shape[0]
    w = D // heads
    q, k, v = (np.einsum("btd,dhw->bhtw", X, W.reshape(D, heads, w)) for W in (Wq, Wk, Wv))
    s = np.einsum("bhqw,bhkw->bhqk", q, k) / np.sqrt(w)
    if mask is not None:
        m = mask if mask.ndim == 2 else mask[:, np.newaxis, :, :]
        s = s + np.where(m, 0.0, -np.inf)
    top = np.maximum(s.max(-1, keepdims=True), -1e300)
    e = np.exp(s - top)
    a = e / np.maximum(e.sum(-1, keepdims=True), 1e-300)
    return np.einsum("bhqk,bhkw,hwe->bqe", a, v, Wo.reshape(heads, w, D))
