# x / scale + zero rounded at once, and a multiplication by the inverse scale.
import numpy as np

INFO = np.iinfo(np.int8)


def quantize(x):
    low, high = np.minimum(0, np.min(x)), np.maximum(0, np.max(x))
    if high - low == 0:
        return np.zeros_like(x, dtype=np.int8), 1.0, 0
    scale = (high - low) / (INFO.max - INFO.min)
    zero = np.round(INFO.min - low / scale).astype(int)
    q = np.round(x * (1 / scale) + zero)
    return np.clip(q, INFO.min, INFO.max).astype(np.int8), scale, zero


def dequantize(q, scale, zero):
    return (q.astype(np.int32) - zero) * scale


def quantize_per_channel(W):
    top = np.linalg.norm(W, np.inf, axis=0)
    top[top == 0] = 127
    q = np.round(W * (127 / top)).astype("int8")
    return q, top / 127
