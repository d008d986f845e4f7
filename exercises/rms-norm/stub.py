# nnprep: rms-norm
"""RMSNorm, forward and backward.

Each row is a vector of D features, the last axis of x. RMSNorm divides every row by its root mean square and scales
each feature with a gain that all rows share:

    rms = sqrt(the mean of x² over the D features + eps)
    out = g · x / rms

Write `rmsnorm_forward`, then `rmsnorm_backward`, which takes the gradient of some loss L with respect to out and
returns the gradients of L with respect to x and g.

Conventions
    x has any number of leading axes: (m, D), (batch, tokens, D), or none, (D,) for a single row. Arrays are float64.
    Nothing is subtracted, and there is no shift. eps is added inside the root, so a row of zeros gives zeros.
    g is (D,); so is its gradient, summed over all rows. dout already includes any 1/m from L: don't average again.
    You choose the cache: return what rmsnorm_backward needs. There may be several forward calls before a backward one.
    Don't modify your arguments.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest rms_norm.py)

    >>> x = np.array([[1.0, 7.0], [3.0, 0.0]])
    >>> g = np.array([1.0, 2.0])
    >>> out, cache = rmsnorm_forward(x, g, eps=0.0)
    >>> np.round(out, 6).tolist()
    [[0.2, 2.8], [1.414214, 0.0]]
    >>> dx, dg = rmsnorm_backward(np.array([[5.0, 0.0], [0.0, 3.0]]), cache)
    >>> np.round(dx, 6).tolist()
    [[0.98, -0.14], [0.0, 2.828427]]
    >>> np.round(dg, 6).tolist()
    [1.0, 0.0]
"""

import numpy as np


def rmsnorm_forward(x, g, eps=1e-6):
    """Return (out, cache).

    x      (..., D)  the rows
    g      (D,)      the gain
    eps    float     added to the mean square

    out    (..., D)  the normalized rows, scaled
    cache            what rmsnorm_backward needs, in any form but None
    """
    raise NotImplementedError


def rmsnorm_backward(dout, cache):
    """Return (dx, dg).

    dout  (..., D)  the gradient with respect to out
    cache           what rmsnorm_forward returned

    dx    (..., D)  the gradient with respect to x
    dg    (D,)      the gradient with respect to g
    """
    raise NotImplementedError
