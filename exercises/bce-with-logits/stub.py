# nnprep: bce-with-logits
"""Binary cross-entropy, straight from the logits.

A logit z says that the label is 1 with probability p = 1 / (1 + exp(-z)). The loss of m samples is

    L = the mean over all samples of -(y log p + (1 - y) log(1 - p))

Write `bce_with_logits`, which returns L and its gradient with respect to z.

Conventions
    z and y hold m numbers each, as (m,) or as (m, 1), and not always both in the same shape.
    y is 0 or 1, or any number in between for soft labels. It may be an array of integers of any type.
    The values should be right for every logit: z = -800 with y = 1 costs 800, and NumPy doesn't warn.
    float32 logits give a float32 gradient. Integers give the same results as equal floats.
    Don't modify your arguments.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest bce_with_logits.py)

    >>> z, y = np.array([0.0, 2.0, -3.0]), np.array([1, 0, 0])
    >>> loss, dz = bce_with_logits(z, y)
    >>> round(loss, 6), np.round(dz, 6).tolist()
    (0.956221, [-0.166667, 0.293599, 0.015809])
    >>> loss, dz = bce_with_logits(np.array([[1.5], [-0.5]]), np.array([0.25, 1.0]))
    >>> round(loss, 6), np.round(dz, 6).tolist()
    (1.150245, [[0.283787], [-0.31123]])
    >>> bce_with_logits(np.array([-800.0]), np.array([1.0]))[0]
    800.0
"""

import numpy as np


def bce_with_logits(z, y):
    """Return (loss, dz).

    z     (m,) or (m, 1)  the logits: float64, float32 or integers
    y     (m,) or (m, 1)  the labels, from 0 to 1: floats or integers

    loss  float           the mean binary cross-entropy
    dz    like z          its gradient with respect to z
    """
    raise NotImplementedError
