# Entry by entry.
import math

import numpy as np


def sinusoidal(T, d, base=10000.0):
    table = np.zeros((T, d))
    for t in range(T):
        for j in range(d):
            angle = t / base ** (2 * (j // 2) / d)
            table[t][j] = math.sin(angle) if j % 2 == 0 else math.cos(angle)
    return table
