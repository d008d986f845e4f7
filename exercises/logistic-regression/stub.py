# nnprep: logistic-regression
"""Logistic regression: loss, gradients and predictions.

The model turns the logit z = X w + b into a probability p = 1 / (1 + exp(-z)). Its loss is

    L = the mean over the m samples of -(y log p + (1 - y) log(1 - p))  +  lam / 2 · the sum of w²

Write `loss_and_grads`, then `predict`.

Conventions
    Rows of X are samples. y and w are one-dimensional, b is a number. y holds 0 and 1, as floats or integers.
    The penalty isn't divided by m and doesn't include b. The gradients are those of exactly this L.
    Logits of ±1000 should give finite results without a warning: a confident mistake there costs 1000.
    Compute in float64. Don't modify your arguments.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest logistic_regression.py)

    >>> X, y = np.array([[1.0, 2.0], [-1.0, 0.5], [3.0, -2.0]]), np.array([1, 0, 0])
    >>> w, b = np.array([0.5, -0.25]), 0.1
    >>> loss, dw, db = loss_and_grads(X, y, w, b, lam=0.4)
    >>> round(loss, 6), np.round(dw, 6).tolist(), round(db, 6)
    (1.170709, [0.808668, -0.948669], 0.262522)
    >>> round(loss_and_grads(X, y, w, b)[0], 6)
    1.108209
    >>> predict(X, w, b).tolist()
    [1, 0, 1]
    >>> predict(X, w, b, threshold=0.6).tolist()
    [0, 0, 1]
"""

import numpy as np


def loss_and_grads(X, y, w, b, lam=0.0):
    """Return (loss, dw, db).

    X     (m, n)  the samples
    y     (m,)    their labels, 0 or 1
    w     (n,)    the weights
    b     float   the bias
    lam   float   the strength of the penalty

    loss  float   mean cross-entropy plus penalty
    dw    (n,)    its gradient with respect to w
    db    float   its derivative with respect to b
    """
    raise NotImplementedError


def predict(X, w, b, threshold=0.5):
    """Return the predicted labels, (m,) integers: 1 where p > threshold, 0 elsewhere, even if the two are equal."""
    raise NotImplementedError
