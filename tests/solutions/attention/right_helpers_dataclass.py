# nnprep: attention
from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Heads:
    """All leading axes flattened into one, so that everything below is three-dimensional."""

    q: np.ndarray
    k: np.ndarray
    v: np.ndarray
    visible: np.ndarray
    lead: tuple[int, ...]

    @classmethod
    def pack(cls, Q, K, V, mask) -> Heads:
        lead = Q.shape[:-2]
        n = int(np.prod(lead, dtype=int))
        tq, tk = Q.shape[-2], K.shape[-2]
        full = np.ones(lead + (tq, tk), dtype=bool)
        if mask is not None:
            full = full & mask
        return cls(
            Q.reshape((n,) + Q.shape[-2:]),
            K.reshape((n,) + K.shape[-2:]),
            V.reshape((n,) + V.shape[-2:]),
            full.reshape(n, tq, tk),
            lead,
        )

    def scores(self) -> np.ndarray:
        return np.stack([q @ k.T for q, k in zip(self.q, self.k)]) / self.q.shape[-1] ** 0.5

    def unpack(self, a: np.ndarray) -> np.ndarray:
        return a.reshape(self.lead + a.shape[1:])


def masked_softmax(scores: np.ndarray, visible: np.ndarray) -> np.ndarray:
    result = np.zeros_like(scores)
    for s, see, r in zip(scores, visible, result):
        for row_s, row_see, row_r in zip(s, see, r):
            picked = row_s[row_see]
            if picked.size:
                e = np.exp(picked - picked.max())
                row_r[row_see] = e / e.sum()
    return result


def attention(Q, K, V, mask=None):
    heads = Heads.pack(Q, K, V, mask)
    weights = masked_softmax(heads.scores(), heads.visible)
    out = np.stack([w @ v for w, v in zip(weights, heads.v)])
    return heads.unpack(out), heads.unpack(weights)


def causal_mask(T):
    return np.array([[key <= query for key in range(T)] for query in range(T)], dtype=bool).reshape(T, T)
