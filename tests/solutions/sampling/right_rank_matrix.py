# nnprep: sampling
"""Ranks by comparing all pairs, instead of a sort."""
import numpy as np


def filter_logits(z, temperature=1.0, top_k=None, top_p=None):
    V = z.shape[0]
    i = np.arange(V)
    beats = (z[:, None] > z[None, :]) | ((z[:, None] == z[None, :]) & (i[:, None] < i[None, :]))
    rank = np.einsum('ij->j', beats.astype(int))          # 0 is the best
    if temperature == 0:
        return (rank == 0).astype(float)
    alive = np.ones(V, bool) if top_k is None else rank < top_k
    with np.errstate(over='ignore'):
        e = np.where(alive, np.exp((z - z.max()) / temperature), 0.0)
    p = e / e.sum()
    if top_p is not None:
        by_rank = np.empty(V)
        by_rank[rank] = p
        before = np.concatenate([[0.0], np.cumsum(by_rank)[:-1]])
        p = np.where(before[rank] < top_p, p, 0.0)
        p = p / p.sum()
    return p


def sample(probs, u):
    above = (np.cumsum(probs) > u) & (probs > 0)
    if above.any():
        return int(np.argmax(above))
    return int(np.max(np.nonzero(probs > 0)[0]))
