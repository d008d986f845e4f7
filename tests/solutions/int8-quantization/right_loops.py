"""Python's own round(), number by number."""

import numpy as np


def quantize(x):
    numbers = [float(v) for v in x.flatten()] + [0.0]
    low, high = min(numbers), max(numbers)
    q = np.zeros(x.shape, dtype=np.int8)
    if low == high:
        return q, 1.0, 0
    s = (high - low) / 255
    zero = round(-128 - low / s)
    for index in np.ndindex(x.shape):
        q[index] = max(-128, min(127, round(float(x[index]) / s) + zero))
    return q, s, zero


def dequantize(q, scale, zero):
    x = np.empty(q.shape)
    for index in np.ndindex(q.shape):
        x[index] = scale * (int(q[index]) - zero)
    return x


def quantize_per_channel(W):
    q, scales = np.zeros(W.shape, np.int8), []
    for j in range(W.shape[1]):
        top = max(abs(v) for v in W[:, j])
        scales.append(float(top) / 127 if top else 1.0)
        for i in range(W.shape[0]):
            q[i, j] = round(float(W[i, j]) / scales[-1])
    return q, np.array(scales)
