# expect: rel-no-guard
import numpy as np


def numerical_grad(f, x, h=1e-5):
    p = np.array(x, dtype=float)
    g = np.zeros_like(p)
    for i in np.ndindex(p.shape):
        e = np.zeros_like(p)
        e[i] = h
        g[i] = (f(p + e) - f(p - e)) / (2 * h)
    return g


def rel_error(a, b):
    return np.sqrt(np.sum((a - b) ** 2)) / (np.sqrt(np.sum(a * a)) + np.sqrt(np.sum(b * b)))
