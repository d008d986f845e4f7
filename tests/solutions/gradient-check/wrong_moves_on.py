# expect: not-restored
import numpy as np


def numerical_grad(f, x, h=1e-5):
    p = np.array(x, dtype=float)
    g = np.zeros_like(p)
    for i, value in np.ndenumerate(p.copy()):
        p[i] = value + h
        g[i] = f(p)
        p[i] = value - h
        g[i] = (g[i] - f(p)) / (2 * h)
    return g


def rel_error(a, b):
    s = np.linalg.norm(a) + np.linalg.norm(b)
    return np.linalg.norm(a - b) / s if s else 0.0
