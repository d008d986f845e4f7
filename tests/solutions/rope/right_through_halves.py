# Sort the pairs into halves, use the other layout, and sort back.
import numpy as np


def rope(x, positions, base=10000.0):
    half = x.shape[-1] // 2
    order = np.concatenate([np.arange(0, 2 * half, 2), np.arange(1, 2 * half, 2)])
    y = x[..., order]
    angle = positions.reshape(-1, 1) * np.power(float(base), -np.arange(half) / half)
    first, second = y[..., :half], y[..., half:]
    y = np.concatenate(
        [first * np.cos(angle) - second * np.sin(angle), second * np.cos(angle) + first * np.sin(angle)], axis=-1
    )
    return y[..., np.argsort(order)]
