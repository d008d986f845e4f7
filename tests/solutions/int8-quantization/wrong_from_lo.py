# expect: zero-not-rounded
import numpy as np


def quantize(x):
    lo, hi = min(x.min(), 0), max(x.max(), 0)
    if lo == hi:
        return np.zeros(x.shape, np.int8), 1.0, 0
    scale = (hi - lo) / 255
    q = np.round((x - lo) / scale) - 128
    return np.clip(q, -128, 127).astype(np.int8), scale, int(np.round(-128 - lo / scale))


def dequantize(q, scale, zero):
    return np.float64(scale) * (q.astype(np.int16) - zero)


def quantize_per_channel(W):
    scales = np.abs(W).max(axis=0) / 127
    scales[scales == 0] = 1
    return np.round(W / scales).astype(np.int8), scales
