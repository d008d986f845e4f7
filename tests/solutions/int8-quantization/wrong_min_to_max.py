# expect: range-of-a-constant
import numpy as np


def quantize(x):
    low, high = np.min(x), np.max(x)
    if low == 0 and high == 0:
        return np.zeros(x.shape, np.int8), 1.0, 0
    scale = (high - low) / 255.0
    zero = int(np.rint(-128 - low / scale))
    return np.clip(np.rint(x / scale) + zero, -128, 127).astype(np.int8), scale, zero


def dequantize(q, scale, zero):
    return scale * (q.astype(float) - zero)


def quantize_per_channel(W):
    largest = np.max(np.abs(W), axis=0)
    scales = np.ones(W.shape[1])
    scales[largest > 0] = largest[largest > 0] / 127
    return np.rint(W / scales).astype(np.int8), scales
