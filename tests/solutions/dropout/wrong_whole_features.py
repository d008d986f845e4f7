# expect: mask-per-feature
import numpy as np
from dataclasses import dataclass


@dataclass
class Mask:
    factor: np.ndarray


def dropout_forward(x, p, training, rng):
    if not training or p == 0:
        return x, None
    keep = rng.random(x.shape[-1:]) >= p
    m = Mask((keep / (1 - p)).astype(x.dtype))
    return x * m.factor, m


def dropout_backward(dout, mask):
    if mask is None:
        return dout
    return dout * mask.factor
