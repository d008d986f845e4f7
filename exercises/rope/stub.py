# nnprep: rope
"""Rotary position embeddings (RoPE).

A query or key has d features, or d/2 pairs of neighbors. Each pair is a point in the plane. Rotate it by an angle that
depends on its token's position. Dot products of rotated queries and keys then depend only on distance.

    angle(t, i) = positions[t] · base^(-2i/d)          token t, pair i = 0, …, d/2 - 1
    (a, b)  →  (a cos(angle) - b sin(angle), a sin(angle) + b cos(angle))          a = x[2i], b = x[2i + 1]

Conventions
    x has any number of leading axes: (T, d), (batch, T, d), (batch, heads, T, d). Tokens are the second-to-last axis.
    d is even, and x is float64.
    positions is an array of T ints or floats, in any order, repeats allowed. Position 0 leaves its token as it is.
    base is a positive float or int.
    Pairs are neighbors, and the rotation is counterclockwise. Don't modify your arguments.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest rope.py)

    >>> x = np.array([[1.0, 0.0, 1.0, 0.0], [1.0, 0.0, 1.0, 0.0], [0.0, 1.0, 3.0, 4.0]])
    >>> out = rope(x, np.array([0, 1, 5]), base=100)
    >>> out[0].tolist()
    [1.0, 0.0, 1.0, 0.0]
    >>> np.round(out[1], 6).tolist()
    [0.540302, 0.841471, 0.995004, 0.099833]
    >>> np.round(out[2], 6).tolist()
    [0.958924, 0.283662, 0.715046, 4.948607]
    >>> rope(np.ones((2, 6, 3, 4)), np.array([7, 2, 2])).shape
    (2, 6, 3, 4)
"""

import numpy as np


def rope(x, positions, base=10000.0):
    """Return x with every pair of neighboring features rotated, in a new array of x's shape.

    x          (..., T, d)  queries or keys
    positions  (T,)         the position of each token
    base       float        the frequencies run from 1 down toward 1/base
    """
    raise NotImplementedError
