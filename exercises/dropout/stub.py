# nnprep: dropout
"""Inverted dropout, forward and backward.

During training, drop each element of x independently with probability p, and divide every survivor by 1 - p, so that
the mean stays the same. At inference nothing happens.

Write `dropout_forward`, then `dropout_backward`, which takes the gradient of some loss with respect to out and returns
the gradient with respect to x.

Conventions
    p is the probability of dropping an element, 0 <= p < 1.
    With training=False, and with p = 0, return x unchanged, with None as the mask.
    All randomness comes from rng, a np.random.Generator: the same seed gives the same mask, the next call a new one.
    Otherwise you choose the mask: return whatever dropout_backward needs, such as the factor of each element.
    Don't modify your arguments. float32 stays float32.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest dropout.py)

    >>> x, rng = np.ones((200, 100)), np.random.default_rng(0)
    >>> out, mask = dropout_forward(x, 0.2, True, rng)
    >>> np.unique(out).tolist()
    [0.0, 1.25]
    >>> bool(abs(np.mean(out == 0) - 0.2) < 0.02), bool(abs(out.mean() - 1) < 0.02)
    (True, True)
    >>> dx = dropout_backward(3 * x, mask)
    >>> np.unique(dx).tolist(), np.array_equal(dx == 0, out == 0)
    ([0.0, 3.75], True)
    >>> dropout_forward(np.array([[1.0, 2.0]]), 0.2, False, rng)[0].tolist()
    [[1.0, 2.0]]
"""

import numpy as np


def dropout_forward(x, p, training, rng):
    """Return (out, mask).

    x         any shape  the activations, float64 or float32
    p         float      the probability of dropping an element
    training  bool
    rng       Generator  the source of all randomness

    out       like x     0 where an element is dropped, x / (1 - p) elsewhere
    mask                 what dropout_backward needs; None if nothing was dropped
    """
    raise NotImplementedError


def dropout_backward(dout, mask):
    """Return dx, the gradient with respect to x, like dout.

    dout  like x  the gradient with respect to out
    mask          what dropout_forward returned, possibly None
    """
    raise NotImplementedError
