# nnprep: grouped-query-attention
"""Grouped-query attention.

The KV cache of a language model grows with its key and value heads. Grouped-query attention has H query heads, but only
G heads of keys and values, and adjacent query heads share one:

    head h of the queries      = the columns h·width … (h+1)·width - 1 of X Wq       h = 0 … H-1
    head g of keys and values  = the columns g·width … (g+1)·width - 1 of X Wk, X Wv     g = 0 … G-1

    query head h reads key and value head  h // (H // G)

    scores  = Q Kᵀ / sqrt(width)        for each query head
    weights = softmax of each row       over the keys
    out     = [weights V of head 0, …, weights V of head H-1] Wo

With G = H this is multi-head attention, with G = 1 multi-query attention. Write `gqa`.

Conventions
    Arrays are float64. Rows are tokens, weights are stored as (in, out), and there are no biases. G divides H.
    The width of a head is the number of columns of Wq divided by H. H times the width may differ from D.
    If causal, token t sees tokens 0 … t. Otherwise every token sees all of them.
    Scores in the thousands should still give finite results.
    Don't modify your arguments.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest grouped_query_attention.py)

    >>> X = np.array([[[1.0, 0.0], [0.0, 2.0]]])
    >>> Wq = np.array([[1.0, 0.0, 1.0, 2.0], [0.0, 1.0, 1.0, 0.0]])
    >>> Wk, Wv = np.array([[1.0, 0.0], [1.0, 1.0]]), np.array([[1.0, 3.0], [2.0, 5.0]])
    >>> out = gqa(X, Wq, Wk, Wv, np.eye(4), heads=4, groups=2, causal=False)
    >>> np.round(out[0, 0], 4).tolist()
    [3.1932, 2.5, 9.1656, 9.8741]
    >>> np.round(out[0, 1], 4).tolist()
    [2.5, 3.6424, 9.8741, 6.5]
    >>> np.round(gqa(X, Wq, Wk, Wv, np.eye(4), 4, 2)[0, 0], 4).tolist()
    [1.0, 1.0, 3.0, 3.0]
"""

import numpy as np


def gqa(X, Wq, Wk, Wv, Wo, heads, groups, causal=True):
    """Return the result of grouped-query self-attention, (B, T, D).

    X       (B, T, D)          B sequences of T tokens
    Wq      (D, H · width)     the projection to the queries
    Wk, Wv  (D, G · width)     the projections to keys and values
    Wo      (H · width, D)     the projection of the joined heads
    heads   int                the number of query heads, H
    groups  int                the number of key and value heads, G, which divides H
    causal  bool               whether a token sees only itself and earlier ones
    """
    raise NotImplementedError
