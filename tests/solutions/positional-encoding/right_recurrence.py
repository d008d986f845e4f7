# Every row is the row before, turned by one step.
import numpy as np


def sinusoidal(T, d, base=10000.0):
    step = np.power(float(base), np.linspace(0, -1, d // 2, endpoint=False))
    c, s = np.cos(step), np.sin(step)
    sine, cosine = np.zeros(d // 2), np.ones(d // 2)
    rows = []
    for _ in range(T):
        rows.append(np.stack([sine, cosine], axis=1).ravel())
        sine, cosine = sine * c + cosine * s, cosine * c - sine * s
    return np.array(rows)
