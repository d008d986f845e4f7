# nnprep: kv-cache
"""Attention with a cache of keys and values.

A language model writes one token after another. Each new token attends to all earlier ones, and needs only their keys
and values. So you cache those, and a step never recomputes anything for the past.

Write the class `CachedAttention`: multi-head self-attention for one sequence, one token at a time.

    width   = D / H
    head h  = the columns h·width … (h+1)·width - 1 of x Wq, x Wk and x Wv
    scores  = K q / sqrt(width)         for each head, over all tokens so far, including the new one
    weights = softmax of the scores     over these tokens
    out     = [weights V of head 0, …, weights V of head H-1] Wo

The outputs of T steps are the rows that multi-head attention with a causal mask gives for the T tokens at once.

Conventions
    Arrays are float64. Weights are stored as (in, out), and there are no biases. H divides D.
    There is no limit to the number of steps. Two instances don't share any state.
    Callers may reuse one array for all tokens and overwrite it between steps.
    Scores in the thousands should still give finite results.
    Don't modify your arguments.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest kv_cache.py)

    >>> one, turn = np.eye(2), np.array([[0.0, 1.0], [1.0, 0.0]])
    >>> cache = CachedAttention(one, turn, one, one, heads=2)
    >>> cache.length
    0
    >>> np.round(cache.step(np.array([1.0, 0.0])), 4).tolist()
    [1.0, 0.0]
    >>> np.round(cache.step(np.array([0.0, 2.0])), 4).tolist()
    [0.5, 0.2384]
    >>> np.round(cache.step(np.array([1.0, 1.0])), 4).tolist()
    [0.3348, 0.733]
    >>> cache.length
    3
    >>> cache.reset()
    >>> cache.length
    0
    >>> np.round(cache.step(np.array([1.0, 1.0])), 4).tolist()
    [1.0, 1.0]
"""

import numpy as np


class CachedAttention:
    """Multi-head attention for one sequence.

    length  int, the number of tokens in the cache: an attribute or a property
    """

    def __init__(self, Wq, Wk, Wv, Wo, heads):
        """Create it with an empty cache.

        Wq, Wk, Wv, Wo  (D, D)  the projections to query, key and value, and of the joined heads
        heads           int     the number of heads, H, which divides D
        """
        raise NotImplementedError

    def step(self, x):
        """Add the next token to the cache and return its attention output, (D,).

        x  (D,)  the token
        """
        raise NotImplementedError

    def reset(self):
        """Empty the cache, for another sequence. Return None."""
        raise NotImplementedError
