# nnprep: rms-norm
"""Goes back through the graph node by node: square, mean, add, root, reciprocal, products."""
from dataclasses import dataclass
import numpy as np


@dataclass(frozen=True)
class Tape:
    x: np.ndarray
    g: np.ndarray
    root: np.ndarray
    recip: np.ndarray
    unit: np.ndarray


def _row_sum(a):
    return np.sum(a, axis=-1, keepdims=True)


def _over_rows(a):
    while a.ndim > 1:
        a = a.sum(axis=0)
    return a


def rmsnorm_forward(x, g, eps=1e-6):
    mean_sq = _row_sum(x * x) / x.shape[-1]
    root = np.sqrt(mean_sq + eps)
    recip = 1.0 / root
    unit = x * recip
    return unit * g, Tape(x, g, root, recip, unit)


def rmsnorm_backward(dout, cache):
    t = cache
    dg = _over_rows(dout * t.unit)
    d_unit = dout * t.g
    d_recip = _row_sum(d_unit * t.x)
    d_root = -d_recip * t.recip ** 2
    d_mean_sq = d_root * 0.5 / t.root
    d_sq = d_mean_sq / t.x.shape[-1]
    dx = d_unit * t.recip
    dx = dx + d_sq * 2.0 * t.x
    return dx, dg
