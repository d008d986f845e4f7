# nnprep: linear-regression
"""Linear regression by gradient descent.

The model predicts X w + b. Its loss is the plain mean of the squared errors:

    L = the mean over the m samples of (X w + b - y)²

Write `loss_and_grads`, then `fit`, which uses the whole data set in every step.

Conventions
    Rows of X are samples. y and w are one-dimensional, b is a number.
    The mean has no ½ in front, and the gradients are those of exactly this L.
    Compute in float64; integers count as the numbers they are. Don't modify your arguments.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest linear_regression.py)

    >>> X, y = np.array([[1.0], [2.0], [3.0]]), np.array([2.0, 4.0, 7.0])
    >>> loss, dw, db = loss_and_grads(X, y, np.array([1.0]), 0.5)
    >>> round(loss, 6), np.round(dw, 6).tolist(), round(db, 6)
    (4.916667, [-9.333333], -3.666667)
    >>> w, b, losses = fit(X, y, 0.1, 2)
    >>> np.round(w, 6).tolist(), round(b, 6)
    ([1.857778], 0.733333)
    >>> np.round(losses, 6).tolist()
    [23.0, 0.625185]
"""

import numpy as np


def loss_and_grads(X, y, w, b):
    """Return (loss, dw, db).

    X     (m, n)  the samples
    y     (m,)    their targets
    w     (n,)    the weights
    b     float   the bias

    loss  float   the mean of the squared errors
    dw    (n,)    its gradient with respect to w
    db    float   its derivative with respect to b
    """
    raise NotImplementedError


def fit(X, y, lr, epochs):
    """Descend from w = 0 and b = 0, and return (w, b, losses).

    Each epoch is one step with all samples. Both parameters move by -lr times their gradient, and both gradients belong
    to the point before the step.

    lr      float    the learning rate
    epochs  int      how many steps; 0 returns the start

    w       (n,)     the weights after the last step
    b       float    the bias after the last step
    losses  list     losses[t] is the loss before step t, so there are as many as epochs
    """
    raise NotImplementedError
