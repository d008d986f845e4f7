import numpy as np


def quantize(x):
    # The range contains 0, so that 0.0 has a code: padding and dead units stay exactly 0.
    lo = min(x.min(), 0.0)
    hi = max(x.max(), 0.0)
    if lo == hi:
        return np.zeros(x.shape, np.int8), 1.0, 0
    # 256 codes have 255 steps between them.
    scale = (hi - lo) / 255
    zero = int(np.rint(-128 - lo / scale))
    q = np.rint(x / scale) + zero
    # Two roundings can add up to one code too many, at exact ties only.
    q = np.clip(q, -128, 127)
    return q.astype(np.int8), float(scale), zero


def dequantize(q, scale, zero):
    # q - zero reaches from -255 to 255, which int8 can't hold.
    return scale * (q.astype(np.float64) - zero)


def quantize_per_channel(W):
    largest = np.abs(W).max(axis=0)
    scales = np.where(largest > 0, largest / 127, 1.0)
    q = np.rint(W / scales)
    return q.astype(np.int8), scales
