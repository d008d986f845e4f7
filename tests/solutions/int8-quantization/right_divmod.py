"""Unsigned codes inside, shifted by 128 at the end; columns as rows of the transpose."""

import numpy as np


def nearest(v):
    """The whole number next to v, the even one at halves."""
    below = np.floor(v)
    rest = v - below
    up = (rest > 0.5) | ((rest == 0.5) & (below % 2 == 1))
    return (below + up).astype(np.int64)


def quantize(x):
    padded = np.append(x, 0.0)
    span = np.ptp(padded)
    if span == 0:
        return (0 * x).astype(np.int8), 1.0, 0
    scale = span / 255
    zero = nearest(-padded.min() / scale)
    q = np.clip(nearest(x / scale) + zero, 0, 255) - 128
    return q.astype(np.int8), float(scale), int(zero) - 128


def dequantize(q, scale, zero):
    return scale * q - scale * zero


def quantize_per_channel(W):
    rows = [np.abs(column).max() for column in W.T]
    scales = np.array([1.0 if top == 0 else top / 127 for top in rows])
    return np.array([nearest(column / s) for column, s in zip(W.T, scales)], dtype=np.int8).T, scales
