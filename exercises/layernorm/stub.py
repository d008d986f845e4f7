# nnprep: layernorm
"""Layer normalization, forward and backward.

Each sample is a vector of D features, the last axis of x. Layer normalization gives every sample mean 0 and variance 1
over its own features, then scales and shifts each feature with parameters that all samples share:

    mean = the mean of the D features
    var  = the mean of (x - mean)²
    xhat = (x - mean) / sqrt(var + eps)
    out  = gamma · xhat + beta

Write `layernorm_forward`, then `layernorm_backward`, which takes the gradient of some loss L with respect to out and
returns the gradients of L with respect to x, gamma and beta.

Conventions
    x has any number of leading axes: (m, D), (batch, tokens, D), or none, (D,) for a single sample.
    The variance is the biased one (divide by D), and eps is added to it, inside the root. A constant row gives beta.
    gamma and beta are (D,), and so are their gradients, summed over all samples. dout already includes any 1/m from L.
    You choose the cache: return what layernorm_backward needs. Several forward calls may come before a backward one.
    Don't modify your arguments. float32 stays float32. Integers in x give the same results as equal floats.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest layernorm.py)

    >>> x = np.array([[0.0, 2.0, 4.0], [1.0, 2.0, 6.0]])
    >>> gamma, beta = np.array([1.0, 2.0, 3.0]), np.array([0.0, 1.0, -1.0])
    >>> out, cache = layernorm_forward(x, gamma, beta)
    >>> np.round(out, 6).tolist()
    [[-1.224743, 1.0, 2.674228], [-0.925819, 0.074181, 3.166186]]
    >>> dx, dgamma, dbeta = layernorm_backward(np.array([[1.0, 0.0, 2.0], [0.0, 1.0, 1.0]]), cache)
    >>> np.round(dx, 6).tolist()
    [[0.714427, -1.428866, 0.714439], [-0.308607, 0.385757, -0.07715]]
    >>> np.round(dgamma, 6).tolist(), dbeta.tolist()
    ([-1.224743, -0.46291, 3.838214], [1.0, 1.0, 3.0])
"""

import numpy as np


def layernorm_forward(x, gamma, beta, eps=1e-5):
    """Return (out, cache).

    x      (..., D)  float64, float32 or integers
    gamma  (D,)      the scale
    beta   (D,)      the shift
    eps    float     added to the variance

    out    (..., D)  float32 if all arrays are, otherwise float64
    cache            what layernorm_backward needs, in any form but None
    """
    raise NotImplementedError


def layernorm_backward(dout, cache):
    """Return (dx, dgamma, dbeta).

    dout    (..., D)  the gradient with respect to out
    cache             what layernorm_forward returned

    dx      (..., D)  the gradient with respect to x
    dgamma  (D,)      the gradient with respect to gamma
    dbeta   (D,)      the gradient with respect to beta
    """
    raise NotImplementedError
