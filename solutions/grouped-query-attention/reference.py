import numpy as np


def split(Y, heads):
    # Adjacent columns belong to one head. Heads come before tokens, so that
    # matrix products run within a head.
    B, T, columns = Y.shape
    return Y.reshape(B, T, heads, columns // heads).transpose(0, 2, 1, 3)  # (B, heads, T, width)


def gqa(X, Wq, Wk, Wv, Wo, heads, groups, causal=True):
    B, T, _ = X.shape
    # Not D // heads: the projections may be wider or narrower than the model.
    width = Wq.shape[1] // heads
    q, k, v = split(X @ Wq, heads), split(X @ Wk, groups), split(X @ Wv, groups)
    # Adjacent query heads share a key head, so repeat each one in place.
    shared = heads // groups
    k, v = np.repeat(k, shared, axis=1), np.repeat(v, shared, axis=1)  # (B, H, T, width)
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(width)  # (B, H, T, T)
    if causal:
        # A token sees itself: the diagonal stays.
        scores = np.where(np.tril(np.ones((T, T), dtype=bool)), scores, -np.inf)
    # No row is fully hidden, so its largest score is finite.
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = weights / weights.sum(axis=-1, keepdims=True)
    joined = (weights @ v).transpose(0, 2, 1, 3).reshape(B, T, heads * width)
    return joined @ Wo
