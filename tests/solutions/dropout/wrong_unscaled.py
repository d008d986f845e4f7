# expect: no-scaling
import numpy as np


def dropout_forward(x, p, training, rng):
    if training and p:
        mask = rng.uniform(0, 1, x.shape) > p
        return np.where(mask, x, 0), mask
    return x, None


def dropout_backward(dout, mask):
    return dout if mask is None else np.where(mask, dout, 0)
