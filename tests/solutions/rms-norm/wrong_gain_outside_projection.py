# expect: gain-after
from collections import namedtuple
import numpy as np

Saved = namedtuple('Saved', 'normed rrms gain')


def rmsnorm_forward(x, g, eps=1e-6):
    rrms = np.reciprocal(np.sqrt(np.einsum('...i,...i->...', x, x)[..., None] / x.shape[-1] + eps))
    normed = x * rrms
    return normed * g, Saved(normed, rrms, g)


def rmsnorm_backward(dout, cache):
    n, r, g = cache
    axes = tuple(range(dout.ndim - 1))
    dgain = np.sum(dout * n, axis=axes)
    dx = g * r * (dout - n * np.mean(dout * n, axis=-1, keepdims=True))
    return dx, dgain
