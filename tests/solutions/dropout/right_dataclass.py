# nnprep: dropout
from dataclasses import dataclass
from typing import Optional

import numpy as np


@dataclass(frozen=True)
class DropoutCache:
    dropped: np.ndarray
    keep_prob: float

    def apply(self, a: np.ndarray) -> np.ndarray:
        result = np.array(a, copy=True)
        result /= self.keep_prob
        result[self.dropped] = 0
        return result


def dropout_forward(x, p, training, rng):
    cache: Optional[DropoutCache] = None
    if training and p > 0:
        cache = DropoutCache(rng.uniform(0.0, 1.0, x.shape) < p, 1.0 - p)
    return (x if cache is None else cache.apply(x)), cache


def dropout_backward(dout, mask):
    return dout if mask is None else mask.apply(dout)
