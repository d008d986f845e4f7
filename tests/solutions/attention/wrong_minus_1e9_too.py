# expect: mask-minus-1e9
import numpy as np

NEG = -1e9


def stable_softmax(x):
    x = x - x.max(axis=-1, keepdims=True)
    np.exp(x, out=x)
    x /= x.sum(axis=-1, keepdims=True)
    return x


def attention(Q, K, V, mask=None):
    scores = np.einsum("...qc,...kc->...qk", Q / np.sqrt(Q.shape[-1]), K)
    if mask is not None:
        scores = np.where(mask, scores, NEG)
    p = stable_softmax(scores)
    return np.einsum("...qk,...kc->...qc", p, V), p


def causal_mask(T):
    return np.logical_not(np.triu(np.ones((T, T)), 1))
