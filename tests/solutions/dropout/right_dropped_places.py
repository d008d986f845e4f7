"""The mask holds the places that were dropped, and the scale beside them."""

import numpy as np


class Dropped:
    def __init__(self, places, keep):
        self.places, self.keep = places, keep

    def apply(self, values):
        result = values / np.asarray(self.keep, values.dtype)
        result[self.places] = 0
        return result


def dropout_forward(x, p, training, rng):
    if not training or p == 0.0:
        return x, None
    dropped = Dropped(np.nonzero(rng.random(x.shape, dtype=np.float32) < p), 1 - p)
    return dropped.apply(x), dropped


def dropout_backward(dout, mask):
    return mask.apply(dout) if mask is not None else dout
