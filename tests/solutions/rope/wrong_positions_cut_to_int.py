# expect: positions-cut
import numpy as np


def build_cache(length, d, base):
    inv = 1 / np.power(float(base), 2 * np.arange(d // 2) / d)
    angles = np.asarray(length, dtype=np.int64)[:, None] * inv
    return np.cos(angles), np.sin(angles)


def apply_rotation(x, cos, sin):
    p = x.reshape(x.shape[:-1] + (-1, 2))
    a, b = p[..., 0], p[..., 1]
    q = np.empty(p.shape)
    q[..., 0] = cos * a - sin * b
    q[..., 1] = sin * a + cos * b
    return q.reshape(x.shape)


def rope(x, positions, base=10000.0):
    return apply_rotation(x, *build_cache(positions, x.shape[-1], base))
