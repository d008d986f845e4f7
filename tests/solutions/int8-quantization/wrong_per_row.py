# expect: per-row
import numpy as np


def quantize(x):
    lo, hi = min(x.min(), 0), max(x.max(), 0)
    if lo == hi:
        return np.zeros(x.shape, np.int8), 1.0, 0
    scale = (hi - lo) / 255
    zero = int(np.round(-128 - lo / scale))
    return np.clip(np.round(x / scale) + zero, -128, 127).astype(np.int8), scale, zero


def dequantize(q, scale, zero):
    return scale * (q.astype(np.float64) - zero)


def quantize_per_channel(W):
    scales = np.array([np.abs(row).max() / 127 or 1.0 for row in W])
    return np.round(W / scales.reshape(-1, 1)).astype(np.int8), scales
