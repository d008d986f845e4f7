# expect: reseeds + test-time-scaling
import numpy as np

_masks = {}


def dropout_forward(x, p, training, rng):
    if p == 0:
        return x, None
    if not training:
        return x * (1 - p), None
    key = (x.shape, p, x.dtype)
    if key not in _masks:
        keep = rng.random(x.shape) >= p
        _masks[key] = keep.astype(x.dtype) / (1 - p)
    mask = _masks[key]
    return x * mask, mask


def dropout_backward(dout, mask):
    if mask is None:
        return dout
    return mask * dout
