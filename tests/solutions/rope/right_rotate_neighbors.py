# nnprep: rope
# GPT-J / PyTorch habits: cos and sin repeated for both members of a pair, and a "rotate every two".
import numpy as np


def rotate_every_two(x):
    x1 = x[..., ::2]
    x2 = x[..., 1::2]
    return np.stack((-x2, x1), axis=-1).reshape(x.shape)


def sincos(positions, dim, base):
    inv_freq = 1.0 / (base ** (np.arange(0, dim, 2).astype(np.float64) / dim))
    freqs = np.einsum("i,j->ij", positions.astype(np.float64), inv_freq)
    freqs = np.repeat(freqs, 2, axis=-1)
    return np.cos(freqs), np.sin(freqs)


def rope(x, positions, base=10000.0):
    cos, sin = sincos(positions, x.shape[-1], base)
    return x * cos + rotate_every_two(x) * sin
