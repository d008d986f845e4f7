# nnprep: clip-grad-norm
"""Gradient clipping by the global norm.

The global norm is the Euclidean norm of all gradients together, as if they were one long vector:

    norm = square root of the sum of the squares of all numbers in all arrays

If it's above max_norm, multiply all gradients by the same factor, so that their global norm becomes max_norm.
Otherwise leave them unchanged.

Write `clip_by_global_norm`.

Conventions
    The arrays have different shapes, including ().
    If all gradients are 0, they stay 0, and the norm is 0.
    Don't modify your arguments: return new arrays. float32 stays float32.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest clip_grad_norm.py)

    >>> grads = [np.array([[3.0, 0.0], [0.0, 4.0]]), np.array([12.0])]
    >>> clipped, norm = clip_by_global_norm(grads, 6.5)
    >>> round(norm, 6)                        # 9 + 16 + 144 = 169
    13.0
    >>> np.round(clipped[0], 6).tolist(), np.round(clipped[1], 6).tolist()
    ([[1.5, 0.0], [0.0, 2.0]], [6.0])
    >>> same, norm = clip_by_global_norm(grads, 20.0)
    >>> round(norm, 6), np.round(same[1], 6).tolist()
    (13.0, [12.0])
"""

import numpy as np


def clip_by_global_norm(grads, max_norm):
    """Return (clipped, norm): a list of arrays, and the global norm before clipping, a float.

    grads     list of arrays  the gradients of all parameters, of any shapes
    max_norm  float           the largest global norm they may have, above 0
    """
    raise NotImplementedError
