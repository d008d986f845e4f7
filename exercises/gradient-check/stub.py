# nnprep: gradient-check
"""A gradient checker: central differences and a relative error.

The slope of f along coordinate i is about

    (f(x + h e_i) - f(x - h e_i)) / (2 h)

where e_i is 1 at coordinate i and 0 elsewhere. The error falls with h².

Write `numerical_grad`, then `rel_error`, which compares two gradients a and b:

    |a - b| / (|a| + |b|)           with Euclidean norms over all entries; 0 if both are 0

Conventions
    f takes an array of the shape of x and returns a number. You may call it as often as you like.
    x has any shape, even (), and may hold integers or float32. Compute the differences in float64.
    Don't modify x. The result of numerical_grad has the shape of x.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest gradient_check.py)

    >>> x = np.array([[1.0, -2.0], [0.5, 3.0]])
    >>> grad = numerical_grad(lambda z: float(np.sum(z**3)), x)
    >>> np.round(grad, 6).tolist()
    [[3.0, 12.0], [0.75, 27.0]]
    >>> np.round(numerical_grad(lambda z: float(z[0] * z[1]), np.array([2, 5])), 6).tolist()
    [5.0, 2.0]
    >>> rel_error(grad, 3 * x**2) < 1e-9
    True
    >>> rel_error(np.array([1.0, 2.0]), np.array([1.0, -2.0])), rel_error(np.zeros(3), np.zeros(3))
    (0.8944271909999159, 0.0)
"""

import numpy as np


def numerical_grad(f, x, h=1e-5):
    """Return the gradient of f at x by central differences with the step h, a float64 array of the shape of x."""
    raise NotImplementedError


def rel_error(a, b):
    """Return |a - b| / (|a| + |b|) of two arrays of the same shape, a float from 0 to 1; 0 if both are 0."""
    raise NotImplementedError
