# expect: softmax-before-selection
import numpy as np


def route(x, Wg, k):
    z = x @ Wg
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    probs = e / e.sum(axis=-1, keepdims=True)
    idx = np.argsort(-z, axis=-1, kind="stable")[:, :k]
    mask = np.zeros_like(probs)
    for row, picks in enumerate(idx):
        mask[row, picks] = 1
    E = z.shape[1]
    return probs * mask, E * np.sum(mask.sum(0) / mask.sum() * probs.mean(0))
