# nnprep: gelu-silu
"""GELU and SiLU, and their slopes.

Both are z times a gate between 0 and 1 that opens as z grows. Write them and their slopes.

    gelu(z) = z/2 · (1 + tanh(u))       u = sqrt(2/π) · (z + 0.044715·z³)
    silu(z) = z · sigmoid(z)

Conventions
    GELU is this tanh form, the one of GPT-2, and not the exact one with the normal distribution: they differ by up to
    0.0005, and the checks see that.
    Every *_grad takes the pre-activation z and returns the derivative of the function as given here. Use a formula, not
    a difference quotient.
    All four work elementwise on float64 arrays of any shape and return an array of that shape.
    z of ±10,000 gives finite values without a warning: far left 0 with slope 0, far right z with slope 1.
    Don't modify your arguments.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest gelu_silu.py)

    >>> z = np.array([-1.0, 0.0, 2.0])
    >>> np.round(gelu(z), 6).tolist()
    [-0.158808, 0.0, 1.954598]
    >>> np.round(gelu_grad(z), 6).tolist()
    [-0.082964, 0.5, 1.086099]
    >>> np.round(silu(z), 6).tolist()
    [-0.268941, 0.0, 1.761594]
    >>> np.round(silu_grad(z), 6).tolist()
    [0.072329, 0.5, 1.090784]
    >>> (silu_grad(np.array([[-10000.0], [10000.0]])) + 0.0).tolist()
    [[0.0], [1.0]]
"""

import numpy as np


def gelu(z):
    """Return GELU, in its tanh form, of every element of z, in z's shape."""
    raise NotImplementedError


def gelu_grad(z):
    """Return the slope of `gelu` at the pre-activation z, in z's shape."""
    raise NotImplementedError


def silu(z):
    """Return SiLU of every element of z, in z's shape."""
    raise NotImplementedError


def silu_grad(z):
    """Return the slope of `silu` at the pre-activation z, in z's shape."""
    raise NotImplementedError
