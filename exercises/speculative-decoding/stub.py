# nnprep: speculative-decoding
"""Speculative decoding: one step.

A small draft model has proposed k tokens. The large target model has scored all k + 1 positions in one forward pass.
You keep some of the proposals, so that the tokens are distributed as if the target had drawn each of them. Write
`residual` and `speculative_step`.

    Go through the draft from the left. Keep draft[i] if u[i] < min(1, p[i][draft[i]] / q[i][draft[i]]).
    At the first token that isn't kept, draw one token from residual(p[i], q[i]) in its place, and stop.
    If all k are kept, draw one more token from p[k].

`residual` is max(p - q, 0), divided by its sum. If that is zero everywhere, it is p.

To draw a token with the number v, take the smallest one whose cumulative probability is greater than v. If rounding
leaves no such token, take the last one whose probability is positive.

Conventions
    p holds the target's distributions, one row for each of the k + 1 positions, and q those of the draft, k rows.
    The comparison with u is strict. draft[i] always has a positive probability in q[i].
    k may be 0: then the step is one draw from p[0]. A step always returns 1 to k + 1 tokens.
    Use only the random numbers u and v that you're given. A step draws once, so there is one v.
    Don't modify your arguments.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest speculative_decoding.py)

    >>> p = np.array([[0.5, 0.25, 0.25], [0.25, 0.25, 0.5], [0.0, 0.75, 0.25]])
    >>> q = np.array([[0.25, 0.5, 0.25], [0.5, 0.25, 0.25]])
    >>> residual(p[0], q[0]).tolist()
    [1.0, 0.0, 0.0]
    >>> residual(p[0], p[0]).tolist()
    [0.5, 0.25, 0.25]
    >>> u = np.array([0.4, 0.6])
    >>> list(speculative_step(p, q, [1, 2], u, 0.8))
    [1, 2, 2]
    >>> list(speculative_step(p, q, [1, 0], u, 0.8))
    [1, 2]
    >>> list(speculative_step(p, q, [1, 0], np.array([0.5, 0.6]), 0.8))
    [0]
    >>> list(speculative_step(p[2:], q[:0], [], u[:0], 0.0))
    [1]
"""

import numpy as np


def residual(p, q):
    """Return the distribution to draw from after a rejection, (V,), a new array.

    p  (V,)  the target's distribution
    q  (V,)  the draft's
    """
    raise NotImplementedError


def speculative_step(p, q, draft, u, v):
    """Return the tokens of one step, a list of 1 to k + 1 ints.

    p      (k + 1, V)      the target's distributions
    q      (k, V)          the draft's
    draft  list of k ints  the proposed tokens
    u      (k,)            numbers from 0 to below 1, one for each proposal
    v      float           a number from 0 to below 1, for the draw
    """
    raise NotImplementedError
