# expect: exponent-doubled
import math

import numpy as np


def sinusoidal(T, d, base=10000.0):
    table = np.zeros((T, d))
    for pos in range(T):
        for i in range(0, d, 2):
            table[pos, i] = math.sin(pos / base ** ((2 * i) / d))
            table[pos, i + 1] = math.cos(pos / base ** ((2 * i) / d))
    return table
