# expect: frequency-per-column
import math

import numpy as np


def sinusoidal(T, d, base=10000.0):
    table = np.zeros((T, d))
    for t in range(T):
        for j in range(d):
            angle = t / base ** (j / d)
            table[t, j] = math.cos(angle) if j % 2 else math.sin(angle)
    return table
