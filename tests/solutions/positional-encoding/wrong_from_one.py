# expect: positions-from-1
import numpy as np


def sinusoidal(T, d, base=10000.0):
    theta = np.array([t * base ** (-2 * i / d) for t in range(1, T + 1) for i in range(d // 2)])
    return np.column_stack([np.sin(theta), np.cos(theta)]).reshape(T, d)
