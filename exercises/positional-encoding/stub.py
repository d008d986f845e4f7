# nnprep: positional-encoding
"""Sinusoidal position encodings.

Attention doesn't see the order of its tokens. The original transformer adds a table of sines and cosines to the
embeddings. Write `sinusoidal`, which returns that table: one row for each position, d columns in pairs.

    angle(t, i) = t · base^(-2i/d)          position t, pair i = 0, …, d/2 - 1
    column 2i     = sin(angle(t, i))
    column 2i + 1 = cos(angle(t, i))

Conventions
    d is even, and positions run from 0 to T - 1. T = 1 and d = 2 are allowed.
    Sine and cosine of one angle sit side by side, so the first row is 0, 1, 0, 1, …
    base is a positive float or int.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest positional_encoding.py)

    >>> table = sinusoidal(3, 4, base=100)
    >>> table.shape
    (3, 4)
    >>> table[0].tolist()
    [0.0, 1.0, 0.0, 1.0]
    >>> np.round(table[1], 6).tolist()
    [0.841471, 0.540302, 0.099833, 0.995004]
    >>> np.round(table[2], 6).tolist()
    [0.909297, -0.416147, 0.198669, 0.980067]
    >>> np.round(sinusoidal(2, 4)[1], 6).tolist()
    [0.841471, 0.540302, 0.01, 0.99995]
"""

import numpy as np


def sinusoidal(T, d, base=10000.0):
    """Return the encodings of T positions, a (T, d) float64 array.

    T     int    the number of positions
    d     int    the number of columns, even
    base  float  the frequencies run from 1 down toward 1/base
    """
    raise NotImplementedError
