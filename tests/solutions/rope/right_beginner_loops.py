# nnprep: rope
import math
import numpy as np


def rope(x, positions, base=10000.0):
    T = x.shape[-2]
    d = x.shape[-1]
    out = np.zeros(x.shape)
    for lead in np.ndindex(x.shape[:-2]):
        for t in range(T):
            for i in range(d // 2):
                angle = float(positions[t]) * base ** (-2 * i / d)
                c = math.cos(angle)
                s = math.sin(angle)
                a = x[lead + (t, 2 * i)]
                b = x[lead + (t, 2 * i + 1)]
                out[lead + (t, 2 * i)] = a * c - b * s
                out[lead + (t, 2 * i + 1)] = a * s + b * c
    return out
