# expect: exponent-without-2 + positions-plus-one
import numpy as np


def rope(x, positions, base=10000.0):
    half = x.shape[-1] // 2
    angle = (positions + 1)[:, None] * base ** (-np.arange(half) / x.shape[-1])
    z = (x[..., ::2] + 1j * x[..., 1::2]) * (np.cos(angle) + 1j * np.sin(angle))
    out = np.empty_like(x)
    out[..., ::2], out[..., 1::2] = z.real, z.imag
    return out
