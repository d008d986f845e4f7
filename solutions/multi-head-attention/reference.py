import numpy as np


def split(Y, heads):
    # Head h owns the columns h * width ... (h + 1) * width - 1. The reshape
    # cuts them apart, and the transpose moves the heads before the tokens, so
    # that matrix products run within a head.
    B, T, D = Y.shape
    return Y.reshape(B, T, heads, D // heads).transpose(0, 2, 1, 3)  # (B, H, T, width)


def mha(X, Wq, Wk, Wv, Wo, heads, mask=None):
    B, T, D = X.shape
    q, k, v = split(X @ Wq, heads), split(X @ Wk, heads), split(X @ Wv, heads)
    # A score sums over one head only, so its scale is the width of a head.
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(D // heads)  # (B, H, T, T)
    if mask is not None:
        # One axis more, for the heads, which share the mask: (T, T) or (B, T, T)
        # would otherwise line up B with H.
        visible = np.expand_dims(mask, -3)
        scores = np.where(visible, scores, -np.inf)
    # A row without a visible key has no largest score: use 0 instead, and 1
    # as its total, so its weights are 0 and not nan.
    top = scores.max(axis=-1, keepdims=True)  # (B, H, T, 1)
    weights = np.exp(scores - np.where(top == -np.inf, 0, top))
    total = weights.sum(axis=-1, keepdims=True)  # (B, H, T, 1)
    weights = weights / np.where(total == 0, 1, total)
    # Undo the split in reverse order: back to tokens first, then side by side.
    merged = (weights @ v).transpose(0, 2, 1, 3).reshape(B, T, D)
    return merged @ Wo
