# nnprep: l2-regularisation
"""An L2 penalty: what it adds to a loss and to its gradients.

The penalty of a network is

    λ/2 · (sum of the squares of all weights)

over all of its weight matrices. Biases aren't penalized, so they don't appear here.

Write `l2_loss_and_grads`. You get the data loss and its gradients. Add the penalty to the loss, and the penalty's
gradient to each gradient.

Conventions
    The penalty includes the ½. It's a sum over all weights of all layers, not a mean.
    weights holds one array per layer, of any shape. A convolution's has four axes.
    Don't modify your arguments: return new arrays. float32 gradients stay float32.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest l2_regularisation.py)

    >>> weights = [np.array([[1.0, -2.0], [3.0, 0.0]]), np.array([[2.0], [1.0]])]
    >>> grads_W = [np.array([[0.5, 0.0], [0.0, 0.5]]), np.array([[1.0], [0.0]])]
    >>> loss, grads = l2_loss_and_grads(0.5, grads_W, weights, 0.1)
    >>> round(loss, 6)                        # the squares add up to 14 + 5
    1.45
    >>> np.round(grads[0], 6).tolist()
    [[0.6, -0.2], [0.3, 0.5]]
    >>> np.round(grads[1], 6).tolist()
    [[1.2], [0.1]]
"""

import numpy as np


def l2_loss_and_grads(data_loss, grads_W, weights, lam):
    """Return (loss, grads): the loss with the penalty, a float, and a list of its gradients.

    data_loss  float           the loss on the data alone
    grads_W    list of arrays  its gradient with respect to each array of weights
    weights    list of arrays  the weights, one array for each layer, shaped like the gradients
    lam        float           λ, 0 or more
    """
    raise NotImplementedError
