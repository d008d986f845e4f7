# nnprep: multi-head-attention
"""Multi-head self-attention.

Every token attends to the tokens of its own sequence, in several heads at once. The projections X Wq, X Wk and X Wv
are D columns wide, and each of the H heads works with D/H of them, from left to right:

    width   = D / H
    head h  = the columns h·width … (h+1)·width - 1 of X Wq, X Wk and X Wv
    scores  = Q Kᵀ / sqrt(width)        for each head
    weights = softmax of each row       over the keys
    out     = [weights V of head 0, …, weights V of head H-1] Wo

Write `mha`.

Conventions
    Arrays are float64. Rows are tokens, weights are stored as (in, out), and there are no biases. H divides D.
    A mask is boolean, and True means visible: row t says what token t sees. It's (T, T) for all samples, or (B, T, T)
    with one per sample. All heads share it.
    A token that sees nothing gets zeros in all heads, so its row of the result is zero.
    Scores in the thousands should still give finite results.
    Don't modify your arguments.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest multi_head_attention.py)

    >>> X = np.array([[[1.0, 0.0], [0.0, 2.0], [1.0, 1.0]]])
    >>> one, turn = np.eye(2), np.array([[0.0, 1.0], [1.0, 0.0]])
    >>> np.round(mha(X, one, turn, one, one, heads=1), 4).tolist()
    [[[0.424, 1.4359], [0.8916, 0.6626], [0.5989, 1.2033]]]
    >>> np.round(mha(X, one, turn, one, one, heads=2), 4).tolist()
    [[[0.3348, 1.0], [0.6667, 0.5951], [0.3348, 0.733]]]
    >>> np.round(mha(X, one, turn, one, turn, heads=2), 4).tolist()
    [[[1.0, 0.3348], [0.5951, 0.6667], [0.733, 0.3348]]]
    >>> causal = np.array([[True, False, False], [True, True, False], [True, True, True]])
    >>> np.round(mha(X, one, turn, one, one, 2, causal), 4).tolist()
    [[[1.0, 0.0], [0.5, 0.2384], [0.3348, 0.733]]]
"""

import numpy as np


def mha(X, Wq, Wk, Wv, Wo, heads, mask=None):
    """Return the result of multi-head self-attention, (B, T, D).

    X               (B, T, D)  B sequences of T tokens
    Wq, Wk, Wv, Wo  (D, D)     the projections to queries, keys and values, and of the joined heads
    heads           int        the number of heads, H, which divides D
    mask            (T, T) or (B, T, T), True where a token (row) sees a token (column); None: everything is seen
    """
    raise NotImplementedError
