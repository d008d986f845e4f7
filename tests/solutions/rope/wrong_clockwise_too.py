# expect: rotates-backwards
import numpy as np


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    freqs = np.array([base ** (-2 * k / d) for k in range(d // 2)])
    ang = np.multiply.outer(np.asarray(positions, dtype=float), freqs)
    c, s = np.cos(ang), np.sin(ang)
    even, odd = x[..., 0::2], x[..., 1::2]
    turned = np.stack([even * c + odd * s, odd * c - even * s], axis=-1)
    return turned.reshape(x.shape)
