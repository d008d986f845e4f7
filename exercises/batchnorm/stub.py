# nnprep: batchnorm
"""Batch normalization, forward and backward.

During training, normalize each feature over the batch, then scale and shift it with its own parameters:

    mean = the mean of the m samples             (one for each feature)
    var  = the mean of (x - mean)²
    xhat = (x - mean) / sqrt(var + eps)
    out  = gamma · xhat + beta

At inference, running_mean and running_var take the place of mean and var, so a sample doesn't depend on the others.

Write `batchnorm_forward`, then `batchnorm_backward`, which takes the gradient of some loss L with respect to out and
returns the gradients of L with respect to x, gamma and beta. It's only called after a forward pass in training.

Conventions
    Rows of x are samples. eps is added to the variance, inside the root.
    Normalize with the biased variance (divide by m). During training, the running statistics move toward the batch:
        new = (1 - momentum) · old + momentum · batch
    where the batch's variance is the unbiased one (divide by m - 1), except for m = 1, where it's the biased one.
    dout already includes any 1/m from L.
    You choose the cache: return what batchnorm_backward needs. Several forward calls may come before a backward one.
    Don't modify your arguments: return the new running statistics. float32 stays float32.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest batchnorm.py)

    >>> x = np.array([[0.0, 1.0], [2.0, 2.0], [4.0, 6.0]])
    >>> gamma, beta, zeros, ones = np.array([1.0, 2.0]), np.array([0.0, 1.0]), np.zeros(2), np.ones(2)
    >>> out, mean, var, cache = batchnorm_forward(x, gamma, beta, zeros, ones, training=True)
    >>> np.round(out, 6).tolist()
    [[-1.224743, -0.851638], [0.0, 0.074181], [1.224743, 3.777457]]
    >>> np.round(mean, 6).tolist(), np.round(var, 6).tolist()
    ([0.2, 0.3], [1.3, 1.6])
    >>> dx, dgamma, dbeta = batchnorm_backward(np.array([[1.0, 0.0], [0.0, 2.0], [0.0, 1.0]]), cache)
    >>> np.round(dx, 6).tolist()
    [[0.102063, -0.79356], [-0.204124, 0.991949], [0.102061, -0.198389]]
    >>> np.round(dgamma, 6).tolist(), dbeta.tolist()
    ([-1.224743, 0.46291], [1.0, 3.0])
    >>> np.round(batchnorm_forward(x, gamma, beta, mean, var, training=False)[0], 6).tolist()
    [[-0.175411, 2.106794], [1.578698, 3.687928], [3.332808, 10.012463]]
"""

import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    """Return (out, running_mean, running_var, cache).

    x             (m, D)  float64, float32 or integers
    gamma         (D,)    the scale
    beta          (D,)    the shift
    running_mean  (D,)    the statistics so far
    running_var   (D,)
    training      bool    whether to use the batch's statistics or the running ones
    momentum      float   the weight of the batch in the running statistics
    eps           float   added to the variance

    out           (m, D)  float32 if all arrays are, otherwise float64
    running_mean  (D,)    moved toward the batch in training, otherwise unchanged
    running_var   (D,)
    cache                 what batchnorm_backward needs, in any form but None; at inference anything, even None
    """
    raise NotImplementedError


def batchnorm_backward(dout, cache):
    """Return (dx, dgamma, dbeta).

    dout    (m, D)  the gradient with respect to out
    cache           what batchnorm_forward returned in training

    dx      (m, D)  the gradient with respect to x
    dgamma  (D,)    the gradient with respect to gamma
    dbeta   (D,)    the gradient with respect to beta
    """
    raise NotImplementedError
