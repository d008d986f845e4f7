# expect: z1-into-layer2
import math

import numpy as np


def logistic(value):
    if value >= 0:
        return 1.0 / (1.0 + math.exp(-value))
    grown = math.exp(value)
    return grown / (1.0 + grown)


def affine(inputs, weights, bias):
    """Return the pre-activations and activations of one layer, cell by cell."""
    rows, width_in = inputs.shape
    width_out = weights.shape[1]
    if bias.ndim == 1:
        bias.shape = (1, -1)
    offsets = bias[0]
    pre = np.empty((rows, width_out), dtype=inputs.dtype)
    post = np.empty_like(pre)
    for r in range(rows):
        for c in range(width_out):
            total = offsets[c]
            for k in range(width_in):
                total = total + inputs[r, k] * weights[k, c]
            pre[r, c] = total
            post[r, c] = logistic(float(total))
    return pre, post


def forward(X, W1, b1, W2, b2):
    z1, a1 = affine(X, W1, b1)
    z2, a2 = affine(z1, W2, b2)
    return a2, a1, z1, z2
