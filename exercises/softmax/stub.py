# nnprep: softmax
"""Softmax cross-entropy, with its gradient.

A classifier gives each of m samples a row of K logits. With p = softmax of the row,

    p[k] = e^logits[k] / (e^logits[0] + … + e^logits[K-1])

its loss is -log(p[y]), where y is the label of the sample. Write `softmax_cross_entropy`: the mean of that loss over
the batch, and the gradient of the mean with respect to the logits.

Conventions
    Rows are samples, columns are classes; softmax runs along each row. Labels are the integers 0 … K-1.
    The loss is a mean over the m rows, and the gradient is of that mean. The logarithm is natural.
    It must be stable: logits of ±10,000 give a finite loss, correct and never capped.
    Losses down to 1e-11 should be correct to three digits, also with large logits.
    Integers must give the same results as equal floats, and those of one byte should; float32 should stay float32.
    A logit of minus infinity should rule out its class: its probability should be 0.
    Don't modify your arguments.
    One file, NumPy and the standard library only.

Worked example
    logits = [[2, 1, 0], [0, 3, 1]]      y = [0, 2]

    p       = [[0.665241, 0.244728, 0.090031], [0.042010, 0.843795, 0.114195]]
    loss    = 1.288726
    dlogits = [[-0.167380, 0.122364, 0.045015], [0.021005, 0.421897, -0.442902]]

    And for logits = [[1000, 0]], y = [1], the loss is 1000.
"""

import numpy as np


def softmax_cross_entropy(logits, y):
    """Return (loss, dlogits).

    logits   (m, K)  float64, float32 or integers
    y        (m,)    labels, integers of any type, including uint8

    loss     float   the mean cross-entropy
    dlogits  (m, K)  the gradient of that mean; float32 for float32 logits, otherwise float64
    """
    raise NotImplementedError
