# x · cos plus x with its pairs swapped and signed · sin, angles repeated for both features of a pair.
import numpy as np


def swapped(x):
    pairs = x.reshape(*x.shape[:-1], -1, 2)
    return np.stack((-pairs[..., 1], pairs[..., 0]), axis=-1).reshape(x.shape)


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    inv_freq = 1.0 / (base ** (np.arange(0, d, 2, dtype=np.float64) / d))
    freqs = np.repeat(np.einsum("t,i->ti", np.asarray(positions, dtype=float), inv_freq), 2, axis=-1)
    return x * np.cos(freqs) + swapped(x) * np.sin(freqs)
