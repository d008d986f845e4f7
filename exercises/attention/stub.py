# nnprep: attention
"""Scaled dot-product attention.

Each of Tq queries compares itself with Tk keys, then averages their values, weighted by how well they match:

    scores  = Q Kᵀ / sqrt(d)              one row for each query
    weights = softmax of each row         over the keys
    out     = weights V

Write `attention`, with a mask that hides keys from queries, and `causal_mask`, the mask of a language model.

Conventions
    Q, K and V are float64. They have the same leading axes, such as (batch, heads), or none.
    Tq and Tk may differ, and so may d, the width of queries and keys, and dv, the width of values.
    A mask is boolean, and True means visible. Its shape is (Tq, Tk), or it has leading axes that broadcast against the
    scores: (batch, 1, Tq, Tk) serves all heads of a sample.
    A hidden key gets a weight of exactly 0. A query that can't see any key gets weights of 0, and out is 0.
    Scores of ±10,000 should still give finite weights.
    Don't modify your arguments.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest attention.py)

    >>> Q = np.array([[1.0, 0.0], [0.0, 2.0]])
    >>> K = np.array([[1.0, 1.0], [0.0, 1.0], [-1.0, 0.0]])
    >>> V = np.array([[3.0], [6.0], [9.0]])
    >>> out, weights = attention(Q, K, V)
    >>> np.round(weights, 6).tolist()
    [[0.575975, 0.283995, 0.140029], [0.445808, 0.445808, 0.108383]]
    >>> np.round(out, 4).tolist()
    [[4.6922], [4.9877]]
    >>> out, weights = attention(Q, K, V, mask=np.array([[True, False, True], [False, False, False]]))
    >>> np.round(weights, 6).tolist()
    [[0.80443, 0.0, 0.19557], [0.0, 0.0, 0.0]]
    >>> causal_mask(3).tolist()
    [[True, False, False], [True, True, False], [True, True, True]]
"""

import numpy as np


def attention(Q, K, V, mask=None):
    """Return (out, weights).

    Q        (..., Tq, d)   the queries
    K        (..., Tk, d)   the keys
    V        (..., Tk, dv)  the values
    mask     (Tq, Tk)       True where a query sees a key, or leading axes too; None: every query sees every key

    out      (..., Tq, dv)  for each query the weighted average of the values
    weights  (..., Tq, Tk)  rows that sum to 1
    """
    raise NotImplementedError


def causal_mask(T):
    """Return the boolean mask (T, T) that lets each token see itself and the tokens before it."""
    raise NotImplementedError
