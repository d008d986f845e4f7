# nnprep: linear-layer
"""A linear layer, forward and backward.

    out = x W + b

Write `linear_forward`, then `linear_backward`, which takes the gradient of some loss L with respect to out and returns
the gradients of L with respect to x, W and b.

Conventions
    x has any number of leading axes: (m, n), (batch, tokens, n), or none, (n,) for a single sample.
    W is (n, k) and b is (k,). Their gradients have the same shapes, and sum over all samples.
    dout already includes any 1/m from L: don't average here.
    You choose the cache: return what linear_backward needs. There may be several forward calls before a backward one.
    Don't modify your arguments. float32 stays float32.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest linear_layer.py)

    >>> x = np.array([[1.0, 2.0], [0.0, -1.0], [3.0, 1.0]])
    >>> W, b = np.array([[1.0, 0.0, 2.0], [0.5, -1.0, 1.0]]), np.array([0.0, 1.0, -1.0])
    >>> out, cache = linear_forward(x, W, b)
    >>> out.tolist()
    [[2.0, -1.0, 3.0], [-0.5, 2.0, -2.0], [3.5, 0.0, 6.0]]
    >>> dx, dW, db = linear_backward(np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]), cache)
    >>> dx.tolist(), db.tolist()
    ([[1.0, 0.5], [0.0, -1.0], [2.0, 1.0]], [1.0, 1.0, 1.0])
    >>> dW.tolist()
    [[1.0, 0.0, 3.0], [2.0, -1.0, 1.0]]
"""

import numpy as np


def linear_forward(x, W, b):
    """Return (out, cache).

    x      (..., n)  the inputs
    W      (n, k)    the weights
    b      (k,)      the biases

    out    (..., k)
    cache            what linear_backward needs, in any form but None
    """
    raise NotImplementedError


def linear_backward(dout, cache):
    """Return (dx, dW, db).

    dout   (..., k)  the gradient with respect to out
    cache            what linear_forward returned

    dx     (..., n)  the gradient with respect to x
    dW     (n, k)    the gradient with respect to W
    db     (k,)      the gradient with respect to b
    """
    raise NotImplementedError
