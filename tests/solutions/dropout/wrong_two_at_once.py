# expect: scale-multiplied + backward-ignores-none
import numpy as np


def dropout_forward(x, p, training, rng):
    if not training or p == 0:
        return x, None
    mask = np.where(rng.random(x.shape) < p, 0, 1 - p).astype(x.dtype)
    return x * mask, mask


def dropout_backward(dout, mask):
    return dout * mask
