# expect: dx-sum-not-mean
from dataclasses import dataclass
import numpy as np


@dataclass
class Cache:
    xhat: np.ndarray
    rms: np.ndarray
    g: np.ndarray


def rmsnorm_forward(x, g, eps=1e-6):
    rms = np.sqrt(np.mean(x ** 2, axis=-1, keepdims=True) + eps)
    c = Cache(x / rms, rms, g)
    return c.xhat * g, c


def rmsnorm_backward(dout, cache):
    lead = tuple(range(dout.ndim - 1))
    dg = np.sum(dout * cache.xhat, axis=lead)
    dout *= cache.g
    dx = (dout - cache.xhat * np.sum(dout * cache.xhat, axis=-1, keepdims=True)) / cache.rms
    return dx, dg
