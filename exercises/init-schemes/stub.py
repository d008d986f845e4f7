# nnprep: init-schemes
"""Initial weights by five schemes.

A layer with fan_in inputs and fan_out outputs should neither blow up its signals nor let them fade. So the weights
have mean 0 and a variance that depends on the fans:

    he_normal      he_uniform          variance 2 / fan_in
    xavier_normal  xavier_uniform      variance 2 / (fan_in + fan_out)
    lecun_normal                       variance 1 / fan_in

Write `init_weights`.

Conventions
    "normal" is the normal distribution, not truncated. "uniform" is uniform from -a to a, with the a that gives the
    scheme's variance.
    All randomness comes from rng, a np.random.Generator: the same seed gives the same weights, the next call new ones.
    Raise ValueError for any other scheme.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest init_schemes.py)

    >>> rng = np.random.default_rng(0)
    >>> W = init_weights(200, 300, "he_normal", rng)
    >>> W.shape, round(float(W.std()), 2), bool(abs(W.mean()) < 0.002)
    ((200, 300), 0.1, True)
    >>> W = init_weights(200, 300, "xavier_uniform", rng)
    >>> round(float(W.std()), 3), round(float(np.abs(W).max()), 3)
    (0.063, 0.11)
    >>> V = init_weights(200, 300, "xavier_uniform", np.random.default_rng(5))
    >>> bool(np.array_equal(V, init_weights(200, 300, "xavier_uniform", np.random.default_rng(5))))
    True
"""

import numpy as np


def init_weights(fan_in, fan_out, scheme, rng):
    """Return weights of shape (fan_in, fan_out), float64.

    fan_in   int        how many inputs
    fan_out  int        how many outputs
    scheme   str        one of the five names above; raises ValueError for others
    rng      Generator  the source of all randomness
    """
    raise NotImplementedError
