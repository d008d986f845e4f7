import numpy as np


def attention(Q, K, V, mask=None):
    # A dot product of d terms of variance 1 has variance d: without the root
    # the softmax would saturate as d grows.
    scores = Q @ np.swapaxes(K, -1, -2) / np.sqrt(Q.shape[-1])  # (..., Tq, Tk)
    if mask is not None:
        # Before the softmax, so that the visible keys alone share the weight.
        scores = np.where(mask, scores, -np.inf)
    # The largest exponent becomes 0. A query that sees no key has no largest
    # score: use 0 instead, because -inf - -inf is not a number.
    top = scores.max(axis=-1, keepdims=True)  # (..., Tq, 1)
    weights = np.exp(scores - np.where(top == -np.inf, 0, top))
    total = weights.sum(axis=-1, keepdims=True)  # (..., Tq, 1)
    # The same query has a total of 0, and keeps weights of 0.
    weights = weights / np.where(total == 0, 1, total)
    return weights @ V, weights


def causal_mask(T):
    # Row t is query t, which sees the keys 0 ... t: the diagonal belongs to it.
    return np.tril(np.ones((T, T), dtype=bool))
