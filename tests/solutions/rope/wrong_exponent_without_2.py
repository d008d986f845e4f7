# expect: exponent-without-2
import math
import numpy as np


def rope(x, positions, base=10000.0):
    out = x.copy()
    d = x.shape[-1]
    for t, pos in enumerate(positions.tolist()):
        for i in range(d // 2):
            angle = pos * base ** (-i / d)
            c, s = math.cos(angle), math.sin(angle)
            a, b = x[..., t, 2 * i], x[..., t, 2 * i + 1]
            out[..., t, 2 * i] = a * c - b * s
            out[..., t, 2 * i + 1] = a * s + b * c
    return out
