# expect: positions-ignored
import numpy as np
from functools import lru_cache


@lru_cache(None)
def table(T, d, base):
    t = np.arange(T, dtype=np.float64)
    f = base ** (-np.arange(0, d, 2, dtype=np.float64) / d)
    ang = t[:, None] * f[None]
    return np.exp(1j * ang)


def rope(x, positions, base=10000.0):
    T, d = x.shape[-2:]
    assert len(positions) == T
    z = x[..., 0::2] + 1j * x[..., 1::2]
    z = z * table(T, d, float(base))
    return np.stack([z.real, z.imag], -1).reshape(x.shape)
