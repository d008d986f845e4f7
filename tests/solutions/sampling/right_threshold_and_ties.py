"""A partition instead of a sort for top-k, with the ties at the threshold counted out."""

from typing import Optional

import numpy as np


def _keep_k(z: np.ndarray, k: int) -> np.ndarray:
    kth = np.partition(z, len(z) - k)[len(z) - k]
    keep = z > kth
    missing = k - int(keep.sum())
    keep[np.flatnonzero(z == kth)[:missing]] = True
    return keep


def filter_logits(
    z: np.ndarray, temperature: float = 1.0, top_k: Optional[int] = None, top_p: Optional[float] = None
) -> np.ndarray:
    probs = np.zeros_like(z)
    if temperature == 0.0:
        probs[z.argmax()] = 1
        return probs
    keep = np.ones(len(z), dtype=bool)
    if top_k is not None and top_k < len(z):
        keep = _keep_k(z, top_k)
    probs[keep] = np.exp((z[keep] - z[keep].max()) / temperature)
    probs /= probs.sum()
    if top_p is not None:
        order = sorted(np.flatnonzero(keep), key=lambda i: -probs[i])
        total = np.add.accumulate(probs[order])
        enough = total >= top_p
        last = int(enough.argmax()) if enough.any() else len(order) - 1
        probs[order[last + 1 :]] = 0.0
        probs /= probs.sum()
    return probs


def sample(probs: np.ndarray, u: float) -> int:
    positive = np.flatnonzero(probs)
    edges = np.cumsum(probs[positive])
    k = int((edges <= u).sum())
    return int(positive[min(k, len(positive) - 1)])
