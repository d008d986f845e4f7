# nnprep: beam-search
"""Beam search over a language model.

A model is a function: `next_logprobs(tokens)` takes the tokens so far, a list that may be empty, and returns the
log-probabilities of the next one, an array of the size of the vocabulary. Write `beam_search`, which searches for the
most likely sequences.

    Start with one hypothesis: no tokens, score 0.
    In each round, every unfinished hypothesis offers all its extensions by one token, one for each token of the
    vocabulary. A hypothesis is finished if its last token is eos. It offers itself, unchanged.
    All offers compete for the same `width` places.
    Stop when all hypotheses you keep are finished or have max_len tokens.

Conventions
    Tokens are the numbers 0 to V - 1. eos is one of them, and it stays in the list.
    The score is the plain sum of the log-probabilities, without any normalization for length.
    Best first. With equal scores, the smaller list of tokens comes first, as Python compares lists.
    There are fewer than `width` results only if there are fewer candidates.
    width and max_len are at least 1. Pairs may be lists or tuples.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest beam_search.py)

    >>> import numpy as np
    >>> after = {(): [0.05, 0.5, 0.45], (1,): [0.4, 0.3, 0.3], (2,): [0.9, 0.05, 0.05]}
    >>> def model(tokens):
    ...     return np.log(after[tuple(tokens)])
    >>> for tokens, score in beam_search(model, width=1, max_len=2, eos=0):
    ...     print(list(tokens), round(float(score), 6))
    [1, 0] -1.609438
    >>> for tokens, score in beam_search(model, width=3, max_len=2, eos=0):
    ...     print(list(tokens), round(float(score), 6))
    [2, 0] -0.903868
    [1, 0] -1.609438
    [1, 1] -1.89712
    >>> [list(tokens) for tokens, _ in beam_search(model, width=2, max_len=1, eos=0)]
    [[1], [2]]
    >>> [list(tokens) for tokens, _ in beam_search(model, width=9, max_len=1, eos=0)]
    [[1], [2], [0]]
"""

import numpy as np


def beam_search(next_logprobs, width, max_len, eos):
    """Return the best hypotheses: a list of pairs (tokens, score), at most `width` of them.

    next_logprobs  function  from a list of tokens to (V,) log-probabilities
    width          int       how many hypotheses to keep
    max_len        int       the most tokens in a hypothesis, including eos
    eos            int       the token that ends one
    """
    raise NotImplementedError
