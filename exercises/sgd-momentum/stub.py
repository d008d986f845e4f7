# nnprep: sgd-momentum
"""Gradient descent with momentum: one step.

The velocity v adds up gradients, and older ones fade:

    v = mu · v + g
    w = w - lr · v                  (classical)
    w = w - lr · (g + mu · v)       (Nesterov, with the new v)

Write `sgd_momentum`. The caller keeps v between two calls; before the first one it is 0.

Conventions
    All arrays of a call have the same shape, any shape.
    Don't modify your arguments: return new arrays. float32 stays float32.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest sgd_momentum.py)

    >>> import numpy as np
    >>> w, g, v = np.array([1.0, -2.0]), np.array([1.0, 0.5]), np.zeros(2)
    >>> w1, v1 = sgd_momentum(w, g, v, lr=0.1)
    >>> w1.tolist(), v1.tolist()
    ([0.9, -2.05], [1.0, 0.5])
    >>> w2, v2 = sgd_momentum(w1, g, v1, lr=0.1)
    >>> np.round(w2, 6).tolist(), v2.tolist()
    ([0.71, -2.145], [1.9, 0.95])
    >>> np.round(sgd_momentum(w1, g, v1, lr=0.1, nesterov=True)[0], 6).tolist()
    [0.629, -2.1855]
"""

import numpy as np


def sgd_momentum(w, g, v, lr, mu=0.9, nesterov=False):
    """Return (w, v) after one step.

    w         any shape  the weights
    g         like w     their gradient
    v         like w     the velocity so far
    lr        float      the learning rate
    mu        float      how much of the old velocity to keep
    nesterov  bool       whether to step along g + mu · v instead of v
    """
    raise NotImplementedError
