# expect: unnamed
# Scales that are powers of two, as for shifts in hardware.
import numpy as np


def quantize(x):
    lo, hi = min(x.min(), 0), max(x.max(), 0)
    if lo == hi:
        return np.zeros(x.shape, np.int8), 1.0, 0
    scale = 2.0 ** np.ceil(np.log2((hi - lo) / 255))
    zero = int(np.round(-128 - lo / scale))
    return np.clip(np.round(x / scale) + zero, -128, 127).astype(np.int8), scale, zero


def dequantize(q, scale, zero):
    return scale * (q.astype(np.float64) - zero)


def quantize_per_channel(W):
    top = np.abs(W).max(axis=0)
    scales = np.where(top > 0, top / 127, 1.0)
    return np.rint(W / scales).astype(np.int8), scales
