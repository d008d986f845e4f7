# nnprep: flash-attention
"""Attention that reads its keys block by block, as FlashAttention does.

The matrix of scores is the only part of attention that is quadratic in the length. FlashAttention never holds all of
it: it reads `block` keys and their values at a time, and updates its sums for each query. The result is exact.

    scores = Q Kᵀ / sqrt(d)
    out    = softmax of each row of scores, times V
    lse    = log of the sum of exp(score) over all keys      one number for each query

Write `flash_attention`. Keep three things for each query, over the keys read so far: the largest score, the sum of
exponentials and the sum of weighted values, both relative to that largest score.

Conventions
    Arrays are float64. There is no mask.
    lse uses the scaled scores, the ones divided by sqrt(d).
    block is at least 1. It may be any size, even larger than the number of keys. out and lse don't depend on it.
    Scores of ±10,000 should still give finite results.
    Don't modify your arguments.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest flash_attention.py)

    >>> Q = np.array([[1.0, 0.0], [0.0, 2.0]])
    >>> K = np.array([[-1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    >>> V = np.array([[9.0], [6.0], [3.0]])
    >>> for block in (1, 2, 3, 10):
    ...     out, lse = flash_attention(Q, K, V, block)
    ...     print(np.round(out, 4).tolist(), np.round(lse, 4).tolist())
    [[4.6922], [4.9877]] [1.2588, 2.2221]
    [[4.6922], [4.9877]] [1.2588, 2.2221]
    [[4.6922], [4.9877]] [1.2588, 2.2221]
    [[4.6922], [4.9877]] [1.2588, 2.2221]
    >>> out, lse = flash_attention(1e4 * Q, K, V, 2)
    >>> out.tolist(), np.round(lse, 2).tolist()
    ([[3.0], [4.5]], [7071.07, 14142.83])
"""

import numpy as np


def flash_attention(Q, K, V, block):
    """Return (out, lse).

    Q      (T, d)   the queries
    K      (S, d)   the keys
    V      (S, dv)  the values
    block  int      how many keys to read at a time

    out    (T, dv)  for each query the weighted average of the values
    lse    (T,)     for each query the log of the sum of exp(score)
    """
    raise NotImplementedError
