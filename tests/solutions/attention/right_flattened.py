# All leading axes become one, as with a batched matrix product; in place on arrays of its own.
import numpy as np


def softmax_visible(s, visible):
    s = np.where(visible, s, 0.0)
    s -= np.max(np.where(visible, s, -1e308), axis=2)[:, :, None]
    e = np.exp(np.where(visible, s, 0.0)) * visible
    total = e.sum(axis=2)[:, :, None]
    return np.divide(e, total, out=np.zeros_like(e), where=total > 0)


def attention(Q, K, V, mask=None):
    lead, (Tq, d), (Tk, dv) = Q.shape[:-2], Q.shape[-2:], V.shape[-2:]
    q, k, v = Q.reshape(-1, Tq, d) / np.sqrt(d), K.reshape(-1, Tk, d), V.reshape(-1, Tk, dv)
    visible = np.ones((Tq, Tk), bool) if mask is None else mask
    visible = np.broadcast_to(visible, (*lead, Tq, Tk)).reshape(-1, Tq, Tk)
    w = softmax_visible(np.matmul(q, k.transpose(0, 2, 1)), visible)
    return np.matmul(w, v).reshape(*lead, Tq, dv), w.reshape(*lead, Tq, Tk)


def causal_mask(T):
    return ~np.triu(np.ones((T, T), dtype=bool), 1)
