# expect: uint8-codes + signed-maximum
import numpy as np


def quantize(x):
    lo, hi = min(x.min(), 0), max(x.max(), 0)
    if lo == hi:
        return np.zeros(x.shape, np.int8), 1.0, 0
    scale = (hi - lo) / 255
    zero = int(np.round(-lo / scale))
    return np.clip(np.round(x / scale) + zero, 0, 255).astype(np.uint8), scale, zero


def dequantize(q, scale, zero):
    return scale * (q.astype(np.float64) - zero)


def quantize_per_channel(W):
    top = W.max(axis=0)
    scales = np.where(top > 0, top / 127, 1.0)
    return np.rint(W / scales).astype(np.int8), scales
