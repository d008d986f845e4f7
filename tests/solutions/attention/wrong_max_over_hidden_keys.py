# expect: max-before-mask
import numpy as np


def attention(Q, K, V, mask=None):
    Tq, d = Q.shape[-2:]
    Tk = K.shape[-2]
    visible = np.ones((Tq, Tk), bool) if mask is None else mask

    scores = np.matmul(Q, K.swapaxes(-1, -2)) / np.sqrt(d)
    scores = scores - scores.max(axis=-1, keepdims=True)     # for stability
    e = np.exp(scores) * visible
    z = e.sum(axis=-1, keepdims=True)
    weights = np.divide(e, z, out=np.zeros_like(e), where=z > 0)
    return np.matmul(weights, V), weights


def causal_mask(T):
    rows, cols = np.indices((T, T))
    return cols <= rows
