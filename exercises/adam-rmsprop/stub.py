# nnprep: adam-rmsprop
"""RMSProp, Adam and AdamW: one step each.

RMSProp divides the gradient by the root of an exponential average of its square:

    s = rho · s + (1 - rho) · g²
    w = w - lr · g / (√s + eps)

Adam averages the gradient too, and corrects both averages for starting at 0. t counts the steps from 1:

    m = beta1 · m + (1 - beta1) · g          m_hat = m / (1 - beta1ᵗ)
    v = beta2 · v + (1 - beta2) · g²         v_hat = v / (1 - beta2ᵗ)
    w = w - lr · weight_decay · w            (AdamW: decoupled from the averages, before the step)
    w = w - lr · m_hat / (√v_hat + eps)

Write `rmsprop`, then `adam`.

Conventions
    All arrays of a call have the same shape, any shape.
    Return the averages uncorrected, because the next call gets them.
    Don't modify your arguments: return new arrays. float32 stays float32.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest adam_rmsprop.py)

    >>> w, g, zeros = np.array([1.0, -2.0]), np.array([0.5, -0.001]), np.zeros(2)
    >>> moved, s = rmsprop(w, g, zeros, lr=0.01)
    >>> np.round(moved, 6).tolist(), np.round(s, 10).tolist()
    ([0.9, -1.90001], [0.0025, 1e-08])
    >>> moved, m, v = adam(w, g, zeros, zeros, 1, lr=0.01)
    >>> np.round(moved, 6).tolist(), np.round(m, 6).tolist()
    ([0.99, -1.99], [0.05, -0.0001])
    >>> moved, m, v = adam(moved, g, m, v, 2, lr=0.01, weight_decay=0.1)
    >>> np.round(moved, 6).tolist()
    [0.97901, -1.97801]
"""

import numpy as np


def rmsprop(w, g, s, lr, rho=0.99, eps=1e-8):
    """Return (w, s) after one step of RMSProp.

    w    any shape  the weights
    g    like w     their gradient
    s    like w     the average of squared gradients so far, 0 before the first step
    lr   float      the learning rate
    rho  float      the weight of the old average
    eps  float      added to the root
    """
    raise NotImplementedError


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    """Return (w, m, v) after one step of Adam, or of AdamW if weight_decay isn't 0.

    w             any shape  the weights
    g             like w     their gradient
    m, v          like w     the averages of g and g² so far, 0 before the first step
    t             int        which step this is, from 1
    lr            float      the learning rate
    beta1, beta2  float      the weights of the old averages
    eps           float      added to the root
    weight_decay  float      the share of w, times lr, to take away
    """
    raise NotImplementedError
