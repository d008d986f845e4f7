import numpy as np


def dropout_forward(x, p, training, rng):
    # The scale belongs to training, so inference needs neither p nor rng.
    if not training or p == 0:
        return x, None
    keep = 1 - p
    # One draw for each element: a shared one would drop whole rows or features.
    kept = rng.random(x.shape) < keep
    # Survivors make up for the dropped ones, which keeps the mean.
    mask = np.where(kept, 1 / keep, 0.0).astype(x.dtype)
    return x * mask, mask


def dropout_backward(dout, mask):
    if mask is None:
        return dout
    # out is x times a constant mask, so its slope is that mask, scale included.
    return dout * mask
